import { commitAt } from "./base-commit.ts";
import type { RepositoryAddress } from "./client.ts";
import { integerAt, listAt, textAt, valueAt } from "./narrow.ts";

/** The repository an event is about, as the event calls it: its name may be old by now, its id is not. */
export interface EventRepository extends RepositoryAddress {
  id: string;
}

/** A push to a branch that still existed afterwards. */
export interface PushEvent {
  repository: EventRepository;
  branch: string;
  /** Where the branch stood before; undefined for a branch that began with this push. */
  before?: string;
}

const BRANCH = "refs/heads/";

/** Reads the repository of an event, or undefined where it has none. */
export function readEventRepository(payload: unknown): EventRepository | undefined {
  return toEventRepository(valueAt(payload, "repository"));
}

/** Reads a push; undefined for tags and for a branch that was deleted. */
export function readPush(payload: unknown): PushEvent | undefined {
  const repository = readEventRepository(payload);
  const gitRef = textAt(payload, "ref");
  if (repository === undefined || gitRef === undefined || !gitRef.startsWith(BRANCH)) return undefined;
  if (valueAt(payload, "deleted") === true) return undefined;
  const before = commitAt(payload, "before");
  return { repository, branch: gitRef.slice(BRANCH.length), ...(before === undefined ? {} : { before }) };
}

/** Repositories that an installation lost: `installation.deleted` or `installation_repositories.removed`. */
export function readLostRepositories(payload: unknown): EventRepository[] {
  return [...listAt(payload, "repositories"), ...listAt(payload, "repositories_removed")].flatMap(toBriefRepository);
}

/** Repositories that an installation came to: `installation.created` or `installation_repositories.added`. */
export function readGainedRepositories(payload: unknown): EventRepository[] {
  return [...listAt(payload, "repositories"), ...listAt(payload, "repositories_added")].flatMap(toBriefRepository);
}

function toBriefRepository(item: unknown): EventRepository[] {
  const [owner, name] = (textAt(item, "full_name") ?? "").split("/");
  const id = integerAt(item, "id");
  return owner === undefined || name === undefined || id === undefined ? [] : [{ owner, name, id: String(id) }];
}

/** The address before a rename or transfer. */
export function readFormerAddress(payload: unknown): RepositoryAddress | undefined {
  const repository = readEventRepository(payload);
  if (repository === undefined) return undefined;
  const name = textAt(payload, "changes", "repository", "name", "from");
  const from = ["changes", "owner", "from"] as const;
  const owner = textAt(payload, ...from, "organization", "login") ?? textAt(payload, ...from, "user", "login");
  if (name === undefined && owner === undefined) return undefined;
  return { owner: owner ?? repository.owner, name: name ?? repository.name };
}

function toEventRepository(value: unknown): EventRepository | undefined {
  const id = integerAt(value, "id");
  const owner = textAt(value, "owner", "login");
  const name = textAt(value, "name");
  return id === undefined || owner === undefined || name === undefined ? undefined : { owner, name, id: String(id) };
}

import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";
import { checkHead } from "./check-head.ts";
import { checkNameOf, type Handling, type LogLine, readPresent } from "./handling.ts";
import { integerAt, textAt } from "./narrow.ts";
import { type EventRepository, readEventRepository, readGainedRepositories, readPush } from "./read-event.ts";
import { readPull } from "./read-pull.ts";
import { atCommit, readCommit } from "./read-repository.ts";

/** A push to a branch: a check run on its present head; on the default branch the catalog follows. */
export async function onPush(handling: Handling, payload: unknown): Promise<void> {
  const push = readPush(payload);
  if (push !== undefined) await checkBranch(handling, push.repository, push.branch);
}

/** Made public (again): as after a push to its default branch. */
export async function onRepositoryPublished(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  if (repository !== undefined) await checkBranch(handling, repository);
}

/** The App was installed (again) or given more repositories: as after a push to the default branch of each. */
export async function onInstallationGained(handling: Handling, payload: unknown): Promise<void> {
  const failures: unknown[] = [];
  for (const repository of readGainedRepositories(payload)) {
    await checkBranch(handling, repository).catch((failure: unknown) => failures.push(failure));
  }
  if (failures.length > 0) throw failures[0];
}

/** A check run on the present head of a branch (default: the default branch), which the catalog then follows. */
async function checkBranch(handling: Handling, repository: EventRepository, branch?: string): Promise<void> {
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const name = branch ?? facts.defaultBranch;
  const head = await readCommit(handling.client, facts, `heads/${name}`);
  if (head === undefined) return;
  await withSource(handling, atCommit(facts, head), async (at) => {
    const work = [check(handling, at)];
    if (name === facts.defaultBranch) work.push(followHead(handling, at));
    await settle(work);
  });
}

/** A pull request, also from a fork: a check run on its present head. */
export async function onPullRequest(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  const number = integerAt(payload, "number");
  if (repository === undefined || number === undefined) return;
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const pull = await readPull(handling.client, facts, number);
  if (pull === undefined || pull.state !== "open") return;
  const head = await readCommit(handling.client, facts, pull.headSha);
  if (head === undefined) return;
  await withSource(handling, atCommit(facts, head), (at) => check(handling, at));
}

/** The button "Re-run" of our check run: the same commit again. */
export async function onCheckRun(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  const rerunOf = integerAt(payload, "check_run", "id");
  const headSha = textAt(payload, "check_run", "head_sha");
  if (textAt(payload, "check_run", "name") !== checkNameOf(handling.settings)) return;
  if (repository === undefined || rerunOf === undefined || headSha === undefined) return;
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const head = await readCommit(handling.client, facts, headSha);
  if (head === undefined) return;
  await withSource(handling, atCommit(facts, head), (at) => check(handling, at, { rerunOf }));
}

/** A release: the catalog follows the default branch's present head. */
export async function onRelease(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  if (repository === undefined) return;
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const head = await readCommit(handling.client, facts, `heads/${facts.defaultBranch}`);
  if (head !== undefined) await withSource(handling, atCommit(facts, head), (at) => followHead(handling, at));
}

/** A repository at a commit, opened. */
interface Opened {
  source: OpenSource;
  repository: SourceRepository;
}

async function withSource(
  handling: Handling,
  repository: SourceRepository,
  work: (at: Opened) => Promise<void>,
): Promise<void> {
  const source = handling.settings.openSource(handling.client, repository);
  try {
    await work({ source, repository });
  } finally {
    await source.close?.();
  }
}

async function check(handling: Handling, at: Opened, more: { rerunOf?: number } = {}): Promise<void> {
  const { client, settings, verbs, deliveryGuid } = handling;
  const checkName = checkNameOf(settings);
  const conclusion = await checkHead(verbs, { client, ...at, checkName, deliveryGuid, ...more });
  settings.log({ message: "checked", delivery: deliveryGuid, ...placeOf(at), conclusion });
}

/** Private content never reaches the catalog, and a repository that turned private unnoticed leaves it here. */
async function followHead(handling: Handling, at: Opened): Promise<void> {
  const { settings, verbs, deliveryGuid } = handling;
  if (at.repository.isPrivate !== false) {
    await verbs.removeRepository({ repository: at.repository, reason: "made private" });
    settings.log({ message: "not listed: private", delivery: deliveryGuid, ...placeOf(at) });
    return;
  }
  await verbs.updateCatalog(at);
  settings.log({ message: "catalog updated", delivery: deliveryGuid, ...placeOf(at) });
}

function placeOf({ repository }: Opened): LogLine {
  return { repository: `${repository.owner}/${repository.name}`, commit: repository.commit };
}

/** Each part is done even if another fails; then the first failure is thrown. */
async function settle(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.filter((result) => result.status === "rejected");
  if (failed[0] !== undefined) throw failed[0].reason;
}

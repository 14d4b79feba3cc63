import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";
import { atBase, findPushBase } from "./base-commit.ts";
import { checkHead } from "./check-head.ts";
import { checkNameOf, type Handling, type LogLine, readPresent } from "./handling.ts";
import type { EventRepository, PushEvent } from "./read-event.ts";
import { atCommit, readCommit } from "./read-repository.ts";

/** Which check it is. */
export interface CheckChoice {
  /** The run whose "Re-run" button was pressed. */
  rerunOf?: number | undefined;
  /** The commit that new faults are told from old ones by; without it every fault counts. */
  baseCommit?: string | undefined;
}

/**
 * A check run on the present head of the branch that was pushed to (without a push: the default branch). The catalog
 * follows the default branch.
 */
export async function checkBranch(handling: Handling, repository: EventRepository, push?: PushEvent): Promise<void> {
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const name = push?.branch ?? facts.defaultBranch;
  const head = await readCommit(handling.client, facts, `heads/${name}`);
  if (head === undefined) return;
  const baseCommit = push === undefined ? undefined : await findPushBase(handling.client, facts, push);
  await withSource(handling, atCommit(facts, head), async (at) => {
    // A branch that stands where its base does brings nothing: that commit has the check run of its own push.
    const work = baseCommit === head.commit ? [] : [check(handling, at, { baseCommit })];
    if (name === facts.defaultBranch) work.push(followHead(handling, at));
    await settle(work);
  });
}

/** A check run on one commit. */
export async function checkCommit(
  handling: Handling,
  repository: SourceRepository,
  choice: CheckChoice,
): Promise<void> {
  await withSource(handling, repository, (at) => check(handling, at, choice));
}

/** The catalog is brought to one commit. */
export async function followCommit(handling: Handling, repository: SourceRepository): Promise<void> {
  await withSource(handling, repository, (at) => followHead(handling, at));
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

async function check(handling: Handling, at: Opened, { rerunOf, baseCommit }: CheckChoice): Promise<void> {
  const { client, settings, verbs, deliveryGuid } = handling;
  const common = { client, ...at, checkName: checkNameOf(settings), deliveryGuid };
  const rerun = rerunOf === undefined ? {} : { rerunOf };
  // Opening asks nothing yet.
  const base = baseCommit === undefined ? undefined : settings.openSource(client, atBase(at.repository, baseCommit));
  try {
    const conclusion = await checkHead(verbs, { ...common, ...rerun, ...(base === undefined ? {} : { base }) });
    settings.log({ message: "checked", delivery: deliveryGuid, ...placeOf(at), base: baseCommit, conclusion });
  } finally {
    await base?.close?.();
  }
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

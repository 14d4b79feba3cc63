import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";
import { checkHead } from "./check-head.ts";
import { checkNameOf, type Handling, type LogLine, readPresent } from "./handling.ts";
import type { EventRepository } from "./read-event.ts";
import { atCommit, readCommit } from "./read-repository.ts";

/** A check run on the present head of a branch (default: the default branch), which the catalog then follows. */
export async function checkBranch(handling: Handling, repository: EventRepository, branch?: string): Promise<void> {
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

/** A check run on one commit; `rerunOf` is the run whose "Re-run" button was pressed. */
export async function checkCommit(
  handling: Handling,
  repository: SourceRepository,
  more: { rerunOf?: number } = {},
): Promise<void> {
  await withSource(handling, repository, (at) => check(handling, at, more));
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

import { findRerunBase } from "./base-commit.ts";
import { checkBranch, checkCommit, followCommit } from "./check-branch.ts";
import { checkNameOf, type Handling, readPresent } from "./handling.ts";
import { integerAt, textAt } from "./narrow.ts";
import { readEventRepository, readPush } from "./read-event.ts";
import { readPull } from "./read-pull.ts";
import { atCommit, readCommit } from "./read-repository.ts";

/** A push to a branch: a check run on its present head; on the default branch the catalog follows. */
export async function onPush(handling: Handling, payload: unknown): Promise<void> {
  const push = readPush(payload);
  if (push !== undefined) await checkBranch(handling, push.repository, push);
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
  await checkCommit(handling, atCommit(facts, head), { baseCommit: pull.baseSha });
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
  const baseCommit = await findRerunBase(handling.client, facts, payload);
  await checkCommit(handling, atCommit(facts, head), { rerunOf, baseCommit });
}

/** A release: the catalog follows the default branch's present head. */
export async function onRelease(handling: Handling, payload: unknown): Promise<void> {
  const repository = readEventRepository(payload);
  if (repository === undefined) return;
  const facts = await readPresent(handling, repository);
  if (facts === undefined) return;
  const head = await readCommit(handling.client, facts, `heads/${facts.defaultBranch}`);
  if (head !== undefined) await followCommit(handling, atCommit(facts, head));
}

import type { SourceRepository } from "../model/source-repository.ts";
import type { GitHubClient } from "./client.ts";
import { listAt, textAt } from "./narrow.ts";
import type { PushEvent } from "./read-event.ts";
import { type RepositoryFacts, readCommit } from "./read-repository.ts";

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** The commit id at a path of keys; undefined for the zeros that stand for "none". */
export function commitAt(payload: unknown, ...path: string[]): string | undefined {
  const text = textAt(payload, ...path);
  return text !== undefined && COMMIT.test(text) && !/^0+$/.test(text) ? text : undefined;
}

/** What a push is compared with: on the default branch where that stood before, elsewhere the default branch. */
export async function findPushBase(
  client: GitHubClient,
  facts: RepositoryFacts,
  push: PushEvent,
): Promise<string | undefined> {
  if (push.branch === facts.defaultBranch) return push.before;
  return await readDefaultHead(client, facts);
}

/**
 * What a check that is run again is compared with, by the event `check_run`: the same as the first time, as far as the
 * event tells. It names no pull request from a fork, and no branch then: the default branch is the best guess.
 */
export async function findRerunBase(
  client: GitHubClient,
  facts: RepositoryFacts,
  payload: unknown,
): Promise<string | undefined> {
  const [pull] = listAt(payload, "check_run", "pull_requests");
  const ofPull = commitAt(pull, "base", "sha");
  if (ofPull !== undefined) return ofPull;
  const before = commitAt(payload, "check_run", "check_suite", "before");
  if (textAt(payload, "check_run", "check_suite", "head_branch") === facts.defaultBranch) return before;
  const main = await readDefaultHead(client, facts);
  // Merged since: compared with itself, nothing would be new.
  return main === commitAt(payload, "check_run", "head_sha") ? before : main;
}

/** The same repository at another commit of it; its tree need not be known, the commit stands for it. */
export function atBase(repository: SourceRepository, commit: string): SourceRepository {
  const { treeOid: _, ...rest } = repository;
  return { ...rest, commit };
}

async function readDefaultHead(client: GitHubClient, facts: RepositoryFacts): Promise<string | undefined> {
  const head = await readCommit(client, facts, `heads/${facts.defaultBranch}`);
  return head?.commit;
}

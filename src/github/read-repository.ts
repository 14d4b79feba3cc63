import type { SourceRepository } from "../model/source-repository.ts";
import { type GitHubClient, malformed, type RepositoryAddress, statusOf } from "./client.ts";
import { integerAt, textAt, valueAt } from "./narrow.ts";

/** A repository as the forge describes it now, without a commit. */
export type RepositoryFacts = Omit<SourceRepository, "commit" | "treeOid" | "defaultBranch"> & {
  defaultBranch: string;
};

/** A commit and its tree. */
export interface CommitPointer {
  commit: string;
  treeOid: string;
}

/** Statuses by which GitHub says "not there, or not for you". */
const ABSENT = new Set([404, 410, 451]);

/** Asks what a repository is now; redirects of a renamed one are followed. Undefined when it is not there for us. */
export async function readRepository(
  client: GitHubClient,
  host: string,
  address: RepositoryAddress,
): Promise<RepositoryFacts | undefined> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}", { owner: address.owner, repo: address.name });
    return toFacts(data, host);
  } catch (error) {
    if (ABSENT.has(statusOf(error) ?? 0)) return undefined;
    throw error;
  }
}

function toFacts(data: unknown, host: string): RepositoryFacts {
  const id = integerAt(data, "id");
  const owner = textAt(data, "owner", "login");
  const name = textAt(data, "name");
  const ownerId = integerAt(data, "owner", "id");
  const defaultBranch = textAt(data, "default_branch");
  if (id === undefined || owner === undefined || name === undefined || ownerId === undefined) {
    throw malformed("id, owner and name of a repository");
  }
  if (defaultBranch === undefined) throw malformed("default branch of a repository");
  return {
    host,
    owner,
    name,
    id: String(id),
    ownerId: String(ownerId),
    defaultBranch,
    isArchived: valueAt(data, "archived") === true,
    isFork: valueAt(data, "fork") === true,
    // Private unless GitHub says otherwise: what is not known to be public is not published.
    isPrivate: valueAt(data, "private") !== false,
    formerNames: [],
  };
}

/** The commit that a branch (`heads/NAME`), tag (`tags/NAME`) or commit id stands for now; undefined when there is none. */
export async function readCommit(
  client: GitHubClient,
  repository: RepositoryAddress,
  gitRef: string,
): Promise<CommitPointer | undefined> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}", {
      owner: repository.owner,
      repo: repository.name,
      ref: gitRef,
    });
    const commit = textAt(data, "sha");
    const treeOid = textAt(data, "commit", "tree", "sha");
    if (commit === undefined || treeOid === undefined) throw malformed("sha and tree of a commit");
    return { commit, treeOid };
  } catch (error) {
    const status = statusOf(error) ?? 0;
    // 409: the repository is empty. 422: no such branch or commit. https://docs.github.com/en/rest/commits/commits#get-a-commit
    if (ABSENT.has(status) || status === 409 || status === 422) return undefined;
    throw error;
  }
}

/** A repository at a commit, as sources and stages take it. */
export function atCommit(facts: RepositoryFacts, pointer: CommitPointer): SourceRepository {
  return { ...facts, commit: pointer.commit, treeOid: pointer.treeOid };
}

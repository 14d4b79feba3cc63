import { type GitHubClient, malformed, type RepositoryAddress, statusOf } from "./client.ts";
import { textAt } from "./narrow.ts";

/** A pull request now. */
export interface PullFacts {
  state: string;
  headSha: string;
  /** Where the branch stood that it is to be merged into. */
  baseSha: string;
}

/** Asks what a pull request is now; undefined when there is none with this number. */
export async function readPull(
  client: GitHubClient,
  repository: RepositoryAddress,
  number: number,
): Promise<PullFacts | undefined> {
  const place = { owner: repository.owner, repo: repository.name, pull_number: number };
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", place);
    const state = textAt(data, "state");
    const headSha = textAt(data, "head", "sha");
    const baseSha = textAt(data, "base", "sha");
    if (state === undefined || headSha === undefined || baseSha === undefined) {
      throw malformed("state, head and base of a pull request");
    }
    return { state, headSha, baseSha };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

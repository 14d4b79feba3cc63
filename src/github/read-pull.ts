import { type GitHubClient, malformed, type RepositoryAddress, statusOf } from "./client.ts";
import { textAt, toRecord } from "./narrow.ts";

/** A pull request now; `changedPaths` is undefined when there are more than 300. */
export interface PullFacts {
  state: string;
  headSha: string;
  changedPaths: string[] | undefined;
}

const PER_PAGE = 100;
const PAGES = 3;

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
    if (state === undefined || headSha === undefined) throw malformed("state and head of a pull request");
    return { state, headSha, changedPaths: await readPaths(client, place) };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function readPaths(client: GitHubClient, place: Record<string, unknown>): Promise<string[] | undefined> {
  const paths = new Set<string>();
  for (let page = 1; page <= PAGES; page += 1) {
    const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
    const { data } = await client.request(route, { ...place, per_page: PER_PAGE, page });
    const files: unknown[] = Array.isArray(data) ? data : [];
    for (const file of files) {
      for (const path of [toRecord(file)["filename"], toRecord(file)["previous_filename"]]) {
        if (typeof path === "string") paths.add(path);
      }
    }
    if (files.length < PER_PAGE) return [...paths].sort();
  }
  return undefined;
}

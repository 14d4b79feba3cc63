import { type GitHubClient, malformed, type RepositoryAddress, statusOf } from "./client.ts";
import { integerAt, listAt, textAt, valueAt } from "./narrow.ts";

/** One entry of a tree, folders left out. */
export interface TreeEntry {
  path: string;
  mode: string;
  oid: string;
  sizeBytes?: number;
}

/** A whole tree; `isTruncated` when GitHub left entries out (over 100,000 entries or 7 MB). */
export interface Tree {
  entries: TreeEntry[];
  isTruncated: boolean;
}

/** Reads the tree with this object id, folders and all below them, in one request. */
export async function readTree(client: GitHubClient, repository: RepositoryAddress, treeOid: string): Promise<Tree> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
    owner: repository.owner,
    repo: repository.name,
    tree_sha: treeOid,
    recursive: "1",
  });
  const entries: TreeEntry[] = [];
  for (const item of listAt(data, "tree")) {
    const path = textAt(item, "path");
    const mode = textAt(item, "mode");
    const oid = textAt(item, "sha");
    if (path === undefined || mode === undefined || oid === undefined)
      throw malformed("path, mode and sha of a tree entry");
    if (textAt(item, "type") === "tree") continue;
    const sizeBytes = integerAt(item, "size");
    entries.push({ path, mode, oid, ...(sizeBytes === undefined ? {} : { sizeBytes }) });
  }
  return { entries, isTruncated: valueAt(data, "truncated") !== false };
}

/** Reads a blob; undefined when the repository has no such blob. The caller compares the bytes with the object id. */
export async function readBlob(
  client: GitHubClient,
  repository: RepositoryAddress,
  blobOid: string,
): Promise<Uint8Array | undefined> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
      owner: repository.owner,
      repo: repository.name,
      file_sha: blobOid,
    });
    const content = textAt(data, "content");
    if (content === undefined || textAt(data, "encoding") !== "base64") throw malformed("content of a blob in base64");
    return Buffer.from(content, "base64");
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

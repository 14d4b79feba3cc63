import { type GitHubClient, type RepositoryAddress, statusOf } from "../../github/client.ts";
import { readBlob, readTree } from "../../github/git-data.ts";
import { atCommit, readCommit, readRepository } from "../../github/read-repository.ts";
import type { SourceRepository } from "../../model/source-repository.ts";
import { WaybillError } from "../../model/waybill-error.ts";
import { blobOidOf } from "../blob-oid.ts";
import { comparePaths, pathFault, printable, resolveLink } from "../repository-path.ts";
import type { FileContent, OpenSource, RepositoryFile, SourceFault, SourceListing } from "../source.ts";

/** Which repository, and where in it: branch (`heads/NAME`), tag (`tags/NAME`) or commit; default: its default branch. */
export interface GitHubRepositoryAddress extends RepositoryAddress {
  /** DNS name of the forge in every id; default github.com. */
  host?: string;
  gitRef?: string;
}

interface ListedTree {
  files: Map<string, RepositoryFile>;
  faults: SourceFault[];
}

const LINK_CAP_BYTES = 4096;
const LINK_HOPS = 8;

/**
 * Opens one repository of GitHub at a commit, through the REST API: one tree, then blobs by their object id. A caller
 * that knows already what GitHub says of it (`known`) spares two requests.
 */
export function openGitHubRepository(
  client: GitHubClient,
  address: GitHubRepositoryAddress,
  known?: SourceRepository,
): OpenSource {
  const host = address.host ?? "github.com";
  const what = `${host}/${address.owner}/${address.name}`;
  const trees = new Map<string, Promise<ListedTree>>();

  function list(repository: SourceRepository): Promise<ListedTree> {
    // A tree never changes; a commit stands for its tree where a caller knows no tree.
    const oid = repository.treeOid ?? repository.commit;
    const earlier = trees.get(oid);
    if (earlier !== undefined) return earlier;
    const listed = listFiles(client, repository, oid);
    trees.set(oid, listed);
    listed.catch(() => trees.delete(oid));
    return listed;
  }

  async function find(): Promise<SourceListing> {
    if (known !== undefined) return { repositories: [known], faults: (await list(known)).faults, expected: 1 };
    const facts = await readRepository(client, host, address);
    if (facts === undefined) return nothing("GitHub has no such repository, or not for us");
    const pointer = await readCommit(client, facts, address.gitRef ?? `heads/${facts.defaultBranch}`);
    if (pointer === undefined) return nothing(`it has no commit ${printable(address.gitRef ?? "yet")}`);
    const repository = atCommit(facts, pointer);
    return { repositories: [repository], faults: (await list(repository)).faults, expected: 1 };
  }

  function nothing(reason: string): SourceListing {
    return { repositories: [], faults: [{ what, reason }], expected: 1 };
  }

  return {
    name: `github:${what}`,
    async repositories() {
      try {
        return await find();
      } catch (error) {
        return nothing(reasonOf(error));
      }
    },
    async files(repository) {
      return await orNotReachable(what, async () => [...(await list(repository)).files.values()]);
    },
    async read(repository, file, capBytes) {
      return await orNotReachable(what, async () => {
        const { files } = await list(repository);
        return await readFile(client, repository, files, file.path, capBytes);
      });
    },
  };
}

async function listFiles(client: GitHubClient, repository: SourceRepository, oid: string): Promise<ListedTree> {
  const tree = await readTree(client, repository, oid);
  if (tree.isTruncated) {
    // Half a listing would look like files that were deleted.
    const count = tree.entries.length;
    throw new WaybillError(
      "not-reachable",
      `GitHub lists only ${count} files of its tree; larger trees are not supported yet`,
    );
  }
  const faults: SourceFault[] = [];
  const files: RepositoryFile[] = [];
  for (const { path, mode, oid: blobOid, sizeBytes } of tree.entries) {
    const fault = pathFault(path);
    if (fault !== undefined) {
      faults.push({ what: printable(path), reason: `not read: ${fault}` });
      continue;
    }
    const kind = mode === "160000" ? "submodule" : mode === "120000" ? "symlink" : "file";
    files.push({ path, blobOid, ...(sizeBytes === undefined ? {} : { sizeBytes }), kind });
  }
  files.sort((a, b) => comparePaths(a.path, b.path));
  return { files: new Map(files.map((file) => [file.path, file])), faults };
}

/** Follows links inside the tree, as a checkout would, and never out of it. */
async function readFile(
  client: GitHubClient,
  repository: SourceRepository,
  files: Map<string, RepositoryFile>,
  path: string,
  capBytes: number,
): Promise<FileContent> {
  let place = path;
  for (let hop = 0; hop <= LINK_HOPS; hop += 1) {
    const file = files.get(place);
    if (file?.blobOid === undefined) return refuse("gone", path, "not in the commit");
    if (file.kind === "submodule") return refuse("submodule", path, "a repository of its own");
    const isLink = file.kind === "symlink";
    const cap = isLink ? LINK_CAP_BYTES : capBytes;
    if ((file.sizeBytes ?? 0) > cap)
      return refuse("too-large", path, `${file.sizeBytes} bytes, at most ${cap} are read`);
    const bytes = await readBlob(client, repository, file.blobOid);
    if (bytes === undefined) return refuse("gone", path, "its bytes are not in the repository");
    if (blobOidOf(bytes) !== file.blobOid) {
      throw new WaybillError("not-reachable", `${printable(path)}: GitHub's bytes do not have the object id it lists`);
    }
    if (bytes.length > cap) return refuse("too-large", path, `${bytes.length} bytes, at most ${cap} are read`);
    if (!isLink) return { outcome: "bytes", bytes, blobOid: file.blobOid };
    const target = resolveLink(place, Buffer.from(bytes).toString("utf8"));
    if (target === undefined) return refuse("symlink-outside", path, "a symbolic link out of the repository");
    place = target;
  }
  return refuse("symlink-outside", path, "symbolic links in a circle");
}

function refuse(reason: (FileContent & { outcome: "refused" })["reason"], path: string, why: string): FileContent {
  return { outcome: "refused", reason, message: `${printable(path)}: ${why}` };
}

async function orNotReachable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new WaybillError("not-reachable", `${what}: ${reasonOf(error)}`, { cause: error });
  }
}

/** GitHub's words and status; the request, which holds the credentials, stays out. */
function reasonOf(error: unknown): string {
  const status = statusOf(error);
  const message = error instanceof Error ? printable(error.message) : "unknown";
  return status === undefined ? message : `GitHub answered ${status}: ${message}`;
}

import type { SourceRepository } from "../../model/source-repository.ts";
import { WaybillError } from "../../model/waybill-error.ts";
import { ProgramError } from "../../process/program-error.ts";
import { printable, resolveLink } from "../repository-path.ts";
import type { FileContent, OpenSource, RepositoryFile, SourceListing, SourcePorts, SourceSettings } from "../source.ts";
import { RemoteError } from "./ask-remote.ts";
import { listTree } from "./list-tree.ts";
import { type GitAddress, parseGitAddress } from "./parse-git-address.ts";
import { type BlobReader, openBlobs } from "./read-blob.ts";
import { type Clone, updateClone } from "./update-clone.ts";

/** The repository at its pinned commit. */
interface Pinned {
  repository: SourceRepository;
  files: Map<string, RepositoryFile>;
  blobs: BlobReader;
}

const LINK_CAP_BYTES = 4096;
const LINK_HOPS = 8;

/** Opens the repository `settings.url`; nothing is fetched before `repositories()`. */
export function openGit(settings: SourceSettings, ports: SourcePorts): OpenSource {
  const address = parseGitAddress(settings);
  const what = [address.host, address.owner, address.name].filter((part) => part !== "").join("/");
  let pinned: Pinned | undefined;

  async function list(): Promise<SourceListing> {
    try {
      const clone = await updateClone(address, settings.gitRef, ports);
      const { files, faults } = await listTree(clone);
      await pinned?.blobs.close();
      pinned = {
        repository: repositoryOf(address, clone),
        files: new Map(files.map((file) => [file.path, file])),
        blobs: openBlobs(clone, address),
      };
      return { repositories: [pinned.repository], faults, expected: 1 };
    } catch (error) {
      if (!(error instanceof RemoteError || error instanceof ProgramError)) throw error;
      const { host, owner, name } = address;
      const fault = { what, reason: error.message, unreachable: { host, owner, name } };
      return { repositories: [], faults: [fault], expected: 1 };
    }
  }

  async function listed(): Promise<Pinned> {
    const faults = pinned === undefined ? (await list()).faults : [];
    if (pinned === undefined) throw new WaybillError("not-reachable", `${what}: ${faults[0]?.reason ?? "not listed"}`);
    return pinned;
  }

  return {
    name: `git:${what}`,
    repositories: list,
    async files() {
      return [...(await listed()).files.values()];
    },
    async read(_repository, file, capBytes) {
      try {
        return await readFile(await listed(), file.path, capBytes);
      } catch (error) {
        if (!(error instanceof ProgramError)) throw error;
        throw new WaybillError("not-reachable", `${what}: ${printable(file.path)}: ${error.message}`, { cause: error });
      }
    },
    async close() {
      await pinned?.blobs.close();
    },
  };
}

function repositoryOf(address: GitAddress, clone: Clone): SourceRepository {
  const branch = clone.defaultBranch === undefined ? {} : { defaultBranch: clone.defaultBranch };
  const { host, owner, name } = address;
  return { host, owner, name, ...branch, commit: clone.commit, treeOid: clone.treeOid, formerNames: [] };
}

/** Follows links inside the tree, as a checkout would, and never out of it. */
async function readFile(pinned: Pinned, path: string, capBytes: number): Promise<FileContent> {
  let place = path;
  for (let hop = 0; hop <= LINK_HOPS; hop += 1) {
    const file = pinned.files.get(place);
    if (file?.blobOid === undefined) return refuse("gone", path, "not in the commit");
    if (file.kind === "submodule") return refuse("submodule", path, "a repository of its own");
    if (file.kind === "file") return await readRegular(pinned, file.blobOid, path, capBytes);
    const link = await pinned.blobs.read(file.blobOid, LINK_CAP_BYTES);
    const target = link.outcome === "bytes" ? resolveLink(place, Buffer.from(link.bytes).toString("utf8")) : undefined;
    if (target === undefined) return refuse("symlink-outside", path, "a symbolic link out of the repository");
    place = target;
  }
  return refuse("symlink-outside", path, "symbolic links in a circle");
}

async function readRegular(pinned: Pinned, blobOid: string, path: string, capBytes: number): Promise<FileContent> {
  const blob = await pinned.blobs.read(blobOid, capBytes);
  switch (blob.outcome) {
    case "bytes":
      return { outcome: "bytes", bytes: blob.bytes, blobOid };
    case "too-large":
      return refuse("too-large", path, `${blob.sizeBytes} bytes, at most ${capBytes} are read`);
    case "missing":
      return refuse("gone", path, "its bytes are not in the repository");
  }
}

function refuse(
  reason: Extract<FileContent, { outcome: "refused" }>["reason"],
  path: string,
  why: string,
): FileContent {
  return { outcome: "refused", reason, message: `${printable(path)}: ${why}` };
}

import { realpathSync } from "node:fs";
import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { SourceRepository } from "../../model/source-repository.ts";
import { WaybillError } from "../../model/waybill-error.ts";
import { gitEnvironment, runGit } from "../../process/git-program.ts";
import { ProgramError } from "../../process/program-error.ts";
import { comparePaths, printable } from "../repository-path.ts";
import type { OpenSource, RepositoryFile, SourceFault, SourceListing, SourcePorts, SourceSettings } from "../source.ts";
import { findRepositories, type LocalRepository } from "./find-repositories.ts";
import { readBelow } from "./read-local-file.ts";
import { walkFolder } from "./walk-folder.ts";

/** One repository as it was found: its files, and the folder (its real path) that each is read from. */
interface WalkedRepository {
  files: RepositoryFile[];
  folderOf: Map<string, string>;
}

/** Opens the folder `settings.path`; nothing is read before `repositories()`. */
export function openLocalDirectory(settings: SourceSettings, ports: SourcePorts): OpenSource {
  if (settings.path === undefined || settings.path === "") {
    throw new WaybillError("config-invalid", "a source of kind local-directory needs a path");
  }
  const root = resolve(settings.path);
  const host = settings.host ?? "local";
  const env = gitEnvironment(ports.environment ?? {});
  const walked = new Map<string, WalkedRepository>();

  /** Undefined where not all of it could be listed: half a listing would look like files that were deleted. */
  async function listOne(local: LocalRepository, faults: SourceFault[]): Promise<SourceRepository | undefined> {
    const commit = await readCommit(local.folders, env).catch((error: unknown) => {
      if (!(error instanceof ProgramError)) throw error;
      faults.push({ what: local.name, reason: `its commit is not known: ${error.message}` });
      return "worktree";
    });
    const repository: SourceRepository = { host, owner: local.owner, name: local.name, commit, formerNames: [] };
    const walk = await walkAll(local, addressOf(repository), faults);
    if (walk === undefined) {
      const { owner, name } = local;
      faults.push({ what: addressOf(repository), reason: "not listed whole", unreachable: { host, owner, name } });
      return undefined;
    }
    walked.set(addressOf(repository), walk);
    return repository;
  }

  async function list(): Promise<SourceListing> {
    try {
      await access(root);
    } catch {
      return {
        repositories: [],
        faults: [{ what: basename(root), reason: "the folder is not there or not readable" }],
      };
    }
    const { repositories, faults } = await findRepositories(root);
    const listed: SourceRepository[] = [];
    for (const local of repositories) {
      const repository = await listOne(local, faults);
      if (repository !== undefined) listed.push(repository);
    }
    return { repositories: listed, faults, expected: repositories.length };
  }

  async function walkOf(repository: SourceRepository): Promise<WalkedRepository | undefined> {
    if (walked.size === 0) await list();
    return walked.get(addressOf(repository));
  }

  return {
    name: `local-directory:${basename(root)}`,
    repositories: list,
    async files(repository) {
      return [...((await walkOf(repository))?.files ?? [])];
    },
    async read(repository, file, capBytes) {
      const folder = (await walkOf(repository))?.folderOf.get(file.path);
      const message = `${printable(file.path)}: not in the listing`;
      if (folder === undefined) return { outcome: "refused", reason: "gone", message };
      if (file.kind === "submodule") {
        return { outcome: "refused", reason: "submodule", message: `${printable(file.path)}: a repository of its own` };
      }
      return readBelow(folder, file.path, capBytes);
    },
  };
}

/** Files of all folders of a repository; where a path occurs twice the first folder wins. */
async function walkAll(
  local: LocalRepository,
  address: string,
  faults: SourceFault[],
): Promise<WalkedRepository | undefined> {
  const files: RepositoryFile[] = [];
  const folderOf = new Map<string, string>();
  for (const folder of local.folders) {
    const walk = await walkFolder(folder);
    for (const fault of walk.faults) faults.push({ what: `${address}: ${fault.what}`, reason: fault.reason });
    if (!walk.isComplete) return undefined;
    const realFolder = realFolderOf(folder);
    for (const file of walk.files) {
      if (folderOf.has(file.path)) continue;
      folderOf.set(file.path, realFolder);
      files.push(file);
    }
  }
  return { files: files.sort((a, b) => comparePaths(a.path, b.path)), folderOf };
}

/** The folder itself where it went away meanwhile: nothing of it can be read then. */
function realFolderOf(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/** HEAD of the first folder that is a checkout; `worktree` without git or before the first commit. */
async function readCommit(folders: readonly string[], env: Record<string, string>): Promise<string> {
  for (const folder of folders) {
    // The folder is named outright: git must not go looking for a repository further up.
    const gitFolder = join(folder, ".git");
    const args = [`--git-dir=${gitFolder}`, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"];
    const isThere = await access(gitFolder).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const { status, stdout } = await runGit(args, { env, timeoutMs: 10_000, capBytes: 4096 });
    const commit = Buffer.from(stdout).toString("utf8").trim();
    if (status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  }
  return "worktree";
}

function addressOf(repository: SourceRepository): string {
  return [repository.host, repository.owner, repository.name].filter((part) => part !== "").join("/");
}

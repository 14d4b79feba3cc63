import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gitEnvironment, runGit } from "../../process/git-program.ts";
import type { SourcePorts } from "../source.ts";
import { askRemote, RemoteError, whyNot } from "./ask-remote.ts";
import type { GitAddress } from "./parse-git-address.ts";

/** Our own bare copy of a repository at one commit. */
export interface Clone {
  gitFolder: string;
  env: Record<string, string>;
  commit: string;
  treeOid: string;
  defaultBranch?: string;
  /** True when blobs come only when they are read; sizes are not known before then. */
  isPartial: boolean;
}

const PINNED = "refs/waybill/pinned";
const FETCH_TIMEOUT_MS = 300_000;
const STALE_MS = 3_600_000;

/**
 * Brings the cache's copy of a repository to what the remote has now. Only one commit is fetched, without blobs where
 * the remote can (https://git-scm.com/docs/partial-clone), never checked out. A copy that a killed run left half made
 * or locked is made anew beside it and put in its place.
 */
export async function updateClone(address: GitAddress, gitRef: string | undefined, ports: SourcePorts): Promise<Clone> {
  const key = createHash("sha256").update(address.url).digest("hex").slice(0, 24);
  const folder = join(ports.cacheFolder, "git", key);
  await mkdir(folder, { recursive: true });
  const env = gitEnvironment(ports.environment ?? {}, await writeGitConfig(folder, address));
  const head = await askRemote(address, gitRef, env);
  const gitFolder = join(folder, "repository.git");
  if (!(await isPinned(gitFolder, head.oid, env)) && (await fetchPinned(gitFolder, head, address, env)) !== undefined) {
    await removeStale(folder, ports.clock.now().getTime());
    await cloneAnew(gitFolder, head, address, env);
  }
  const commit = await readOid(gitFolder, `${PINNED}^{commit}`, env);
  const treeOid = await readOid(gitFolder, `${PINNED}^{tree}`, env);
  if (commit === undefined || treeOid === undefined) throw new RemoteError("what was fetched is not a commit");
  const promisor = await runGit([`--git-dir=${gitFolder}`, "config", "--get", "remote.origin.promisor"], { env });
  const branch = head.defaultBranch === undefined ? {} : { defaultBranch: head.defaultBranch };
  return { gitFolder, env, commit, treeOid, ...branch, isPartial: promisor.status === 0 };
}

/** Makes a new copy beside the old one, which stays if this fails. */
async function cloneAnew(
  gitFolder: string,
  head: { oid: string; ref?: string },
  address: GitAddress,
  env: Record<string, string>,
): Promise<void> {
  const fresh = await mkdtemp(join(dirname(gitFolder), "fresh-"));
  try {
    await mustRun(["init", "--quiet", "--bare", "--template=", "--end-of-options", fresh], env);
    await mustRun([`--git-dir=${fresh}`, "config", "remote.origin.url", address.url], env);
    const fault = await fetchPinned(fresh, head, address, env);
    if (fault !== undefined) throw new RemoteError(fault);
    await rm(gitFolder, { recursive: true, force: true });
    await rename(fresh, gitFolder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Fetches the object that the remote announced; undefined when it is there, else why not. */
async function fetchPinned(
  gitFolder: string,
  head: { oid: string; ref?: string },
  address: GitAddress,
  env: Record<string, string>,
): Promise<string | undefined> {
  const byOid = `+${head.oid}:${PINNED}`;
  const byName = head.ref === undefined ? byOid : `+${head.ref}:${PINNED}`;
  if (!existsSync(gitFolder)) return "the copy is not there";
  // A local copy is whole: a blob from the same disk is not worth a fetch of its own. Old servers know neither
  // filters, nor objects by name, nor (dumb HTTP) a depth.
  const blobless = address.protocol === "file" ? [] : [["--depth=1", "--filter=blob:none", byOid]];
  let fault = "";
  for (const attempt of [...blobless, ["--depth=1", byOid], ["--depth=1", byName], [byName]]) {
    const refspec = attempt.at(-1) ?? byOid;
    const quiet = ["--quiet", "--force", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head"];
    const args = ["fetch", ...quiet, ...attempt.slice(0, -1), "--end-of-options", "origin", refspec];
    const options = { env, timeoutMs: FETCH_TIMEOUT_MS };
    const result = await runGit([`--git-dir=${gitFolder}`, ...args], options, address.protocol);
    if (result.status === 0) return undefined;
    fault = whyNot(result.stderr);
  }
  return fault;
}

async function isPinned(gitFolder: string, oid: string, env: Record<string, string>): Promise<boolean> {
  return (
    (await readOid(gitFolder, PINNED, env)) === oid && (await readOid(gitFolder, `${oid}^{tree}`, env)) !== undefined
  );
}

async function readOid(gitFolder: string, name: string, env: Record<string, string>): Promise<string | undefined> {
  const args = [`--git-dir=${gitFolder}`, "rev-parse", "--verify", "--quiet", "--end-of-options", name];
  const { status, stdout } = await runGit(args, { env, timeoutMs: 10_000, capBytes: 4096 });
  const oid = Buffer.from(stdout).toString("utf8").trim().split("\n").at(-1) ?? "";
  return status === 0 && /^[0-9a-f]{40,64}$/.test(oid) ? oid : undefined;
}

async function mustRun(args: readonly string[], env: Record<string, string>): Promise<void> {
  const { status, stderr } = await runGit(args, { env });
  if (status !== 0) throw new RemoteError(whyNot(stderr));
}

/**
 * The one configuration file that git reads. `safe.directory` is for a local path that another user owns: the operator
 * named it, and only git-upload-pack, which is made for repositories of strangers, runs in it.
 */
async function writeGitConfig(folder: string, address: GitAddress): Promise<string> {
  const file = join(folder, "gitconfig");
  const paths = new Set<string>();
  if (address.localPath !== undefined) {
    for (const path of [address.localPath, await realpath(address.localPath).catch(() => undefined)]) {
      if (path === undefined) continue;
      paths.add(path);
      paths.add(join(path, ".git"));
    }
  }
  const lines = [...paths].map((path) => `\tdirectory = ${JSON.stringify(path)}\n`);
  await writeFile(file, `[safe]\n${lines.join("")}`);
  return file;
}

/** Removes copies that a killed run left half made more than an hour ago. */
async function removeStale(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith("fresh-")) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (nowMs - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}

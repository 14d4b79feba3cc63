import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import type { FileState } from "./state.ts";

/** No configuration but ours, no hooks, no questions. */
const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  LC_ALL: "C",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

/** A git command that ended with a status other than 0. */
export class GitError extends Error {}

export async function git(folder: string, args: string[], input?: Uint8Array | string): Promise<Buffer> {
  const child = spawn("git", ["-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", ...args], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(input ?? "");
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (status !== 0) throw new GitError(`git ${args[0]}: ${Buffer.concat(errors).toString("utf8").trim()}`);
  return Buffer.concat(out);
}

export async function initRepository(folder: string, branch: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, ["init", "--quiet", "--bare", "--template=", `--initial-branch=${branch}`]);
}

/** Object id that a name stands for, or undefined. */
export async function resolveObject(folder: string, name: string, kind: string): Promise<string | undefined> {
  if (name.startsWith("-")) return undefined;
  try {
    return (await git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{${kind}}`]))
      .toString("utf8")
      .trim();
  } catch {
    return undefined;
  }
}

function entryOf(path: string, content: FileState): (string | Uint8Array)[] {
  if (typeof content === "object" && "submodule" in content) return [`M 160000 ${content.submodule} ${path}\n`];
  const isLink = typeof content === "object" && "symlink" in content;
  const bytes = Buffer.from(isLink ? content.symlink : content);
  return [`M ${isLink ? "120000" : "100644"} inline ${path}\n`, `data ${bytes.length}\n`, bytes, "\n"];
}

/** Writes one commit on a branch and returns its id. */
export async function writeCommit(
  folder: string,
  commit: { branch: string; message: string; files: Record<string, FileState>; removed: string[]; seconds: number },
): Promise<string> {
  const message = Buffer.from(commit.message);
  const parent = await resolveObject(folder, `refs/heads/${commit.branch}`, "commit");
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${commit.branch}\n`,
    `committer Ada Author <ada@example.org> ${commit.seconds} +0000\n`,
    `data ${message.length}\n`,
    message,
    "\n",
  ];
  if (parent !== undefined) parts.push(`from ${parent}\n`);
  for (const path of commit.removed) parts.push(`D ${path}\n`);
  for (const [path, content] of Object.entries(commit.files)) parts.push(...entryOf(path, content));
  await git(folder, ["fast-import", "--quiet", "--force"], Buffer.concat(parts.map((part) => Buffer.from(part))));
  return (await git(folder, ["rev-parse", `refs/heads/${commit.branch}`])).toString("utf8").trim();
}

export interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  size?: number;
  path: string;
}

export async function listTree(folder: string, tree: string, isRecursive: boolean): Promise<TreeEntry[]> {
  const out = await git(folder, ["ls-tree", "-l", "-z", ...(isRecursive ? ["-r", "-t"] : []), tree]);
  const entries: TreeEntry[] = [];
  for (const line of out.toString("utf8").split("\0")) {
    const match = /^(?<mode>\d+) (?<type>\w+) (?<sha>[0-9a-f]+) +(?<size>\d+|-)\t(?<path>.*)$/s.exec(line);
    if (match?.groups === undefined) continue;
    const { mode = "", type = "", sha = "", size = "-", path = "" } = match.groups;
    entries.push({ mode, type, sha, path, ...(size === "-" ? {} : { size: Number(size) }) });
  }
  return entries;
}

export interface CommitFacts {
  sha: string;
  tree: string;
  parents: string[];
  name: string;
  email: string;
  date: string;
  message: string;
}

export async function readCommit(folder: string, name: string): Promise<CommitFacts | undefined> {
  const commit = await resolveObject(folder, name, "commit");
  if (commit === undefined) return undefined;
  const out = await git(folder, ["log", "-1", "--format=%H%x00%T%x00%P%x00%an%x00%ae%x00%at%x00%B", commit]);
  const [sha = "", tree = "", parents = "", author = "", email = "", seconds = "0", message = ""] = out
    .toString("utf8")
    .split("\0");
  const date = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
  return { sha, tree, parents: parents.split(" ").filter(Boolean), name: author, email, date, message: message.trim() };
}

export interface ChangedPath {
  status: "added" | "removed" | "modified";
  path: string;
  sha: string;
}

/** What changed between two commits; from nothing when `from` is undefined. */
export async function changedPaths(folder: string, from: string | undefined, to: string): Promise<ChangedPath[]> {
  if (from === undefined) {
    const entries = await listTree(folder, to, true);
    return entries
      .filter((entry) => entry.type !== "tree")
      .map((entry) => ({ status: "added", path: entry.path, sha: entry.sha }));
  }
  const out = await git(folder, ["diff-tree", "-r", "-z", "--no-renames", from, to]);
  const parts = out.toString("utf8").split("\0");
  const changes: ChangedPath[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, , , sha = "", letter = ""] = (parts[index] ?? "").split(" ");
    const status = letter === "A" ? "added" : letter === "D" ? "removed" : "modified";
    changes.push({ status, path: parts[index + 1] ?? "", sha });
  }
  return changes;
}

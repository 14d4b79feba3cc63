import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { TestContext } from "node:test";
import type { SourcePorts } from "../../src/sources/source.ts";

/** A folder of its own for one test, removed after it. */
export function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Ports of a source: real programs, a cache of its own, a clock that stands. */
export function makePorts(cacheFolder: string): SourcePorts {
  const clock = { now: () => new Date("2026-01-02T03:04:05Z"), sleep: () => Promise.resolve() };
  return { clock, cacheFolder, environment: { PATH: process.env["PATH"] } };
}

/** Writes files (path → text or bytes) under a folder. */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const AUTHOR = {
  GIT_AUTHOR_NAME: "Test",
  GIT_AUTHOR_EMAIL: "test@example.org",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Test",
  GIT_COMMITTER_EMAIL: "test@example.org",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
};

/** Runs git as an author would; throws with its complaint. */
export function gitIn(folder: string, args: string[], input?: string | Uint8Array): string {
  const env = { PATH: process.env["PATH"], ...AUTHOR };
  const result = spawnSync("git", ["-C", folder, ...args], { env, ...(input === undefined ? {} : { input }) });
  if (result.status !== 0) throw new Error(`git ${args.join(" ")}: ${result.stderr}`);
  return result.stdout.toString("utf8").trim();
}

/** A checkout with one commit of the given files on the branch `main`; answers the commit. */
export function makeCheckout(folder: string, files: Record<string, string | Uint8Array>): string {
  mkdirSync(folder, { recursive: true });
  gitIn(folder, ["init", "--quiet", "--initial-branch=main"]);
  return commitFiles(folder, files);
}

/** Adds a commit of the given files; answers it. */
export function commitFiles(folder: string, files: Record<string, string | Uint8Array>): string {
  writeFiles(folder, files);
  gitIn(folder, ["add", "--all", "--force"]);
  gitIn(folder, ["commit", "--quiet", "--allow-empty", "--message=test"]);
  return gitIn(folder, ["rev-parse", "HEAD"]);
}

import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { resolve } from "node:path";

/**
 * `npm test`: the fast tests in one process, then those that start real programs, each file in its own.
 * File names as arguments run only those; flags (`--test-name-pattern=…`) go to both parts.
 */
const root = resolve(import.meta.dirname, "..");
const flags = process.argv.slice(2).filter((argument) => argument.startsWith("-"));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const files = named.length > 0 ? named : globSync("test/**/*.test.ts", { cwd: root }).sort();

/** Runs `node --test`; answers its exit code. A signal that ends us ends it too. */
function runPart(options: string[], paths: string[]): Promise<number> {
  if (paths.length === 0) return Promise.resolve(0);
  const args = ["--test", ...options, ...flags, ...paths];
  const child = spawn(process.execPath, args, { cwd: named.length > 0 ? process.cwd() : root, stdio: "inherit" });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, forward);
  return new Promise((done) => {
    child.on("error", (error) => {
      console.error(error.message);
      done(1);
    });
    child.on("close", (code) => done(code ?? 1));
  });
}

if (files.length === 0) console.error("no test files");
const isSlow = (path: string): boolean => /\.e2e\.test\.[jt]s$/.test(path);
const fast = await runPart(
  ["--test-isolation=none"],
  files.filter((path) => !isSlow(path)),
);
const slow = await runPart(["--test-concurrency=2"], files.filter(isSlow));
process.exitCode = files.length === 0 || fast !== 0 || slow !== 0 ? 1 : 0;

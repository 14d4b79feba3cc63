import { spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Root of the project. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** The example index repository. */
export const EXAMPLE = join(ROOT, "examples", "index-repository");

/** How a child ended, and what it wrote. */
export interface Ended {
  status: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  elapsedMs: number;
}

/** Runs the command line as a process of its own; killed with SIGKILL after `killAfterMs` where that is given. */
export function runCli(args: readonly string[], options: { killAfterMs?: number; cwd?: string } = {}): Promise<Ended> {
  return runNode([join(ROOT, "src", "cli.ts"), ...args], options);
}

/** Runs a script with this very Node. */
export async function runNode(
  args: readonly string[],
  { killAfterMs, cwd = ROOT, env = {} }: { killAfterMs?: number; cwd?: string; env?: Record<string, string> } = {},
): Promise<Ended> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const stop = new AbortController();
  if (killAfterMs !== undefined) {
    sleep(killAfterMs, undefined, { signal: stop.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    );
  }
  const [status, signal] = await new Promise<[number | null, string | null]>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code, how) => done([code, how]));
  });
  stop.abort();
  const elapsedMs = performance.now() - started;
  return { status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString(), elapsedMs };
}

import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { ProgramError } from "./program-error.ts";

/** Where a program starts and the whole of its environment: nothing is inherited that is not named here. */
export interface ProgramPlace {
  cwd?: string;
  env: Readonly<Record<string, string>>;
}

/** A started program with all three streams. */
export type SpawnedProgram = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts a program from an argument list, never through a shell, as leader of its own process group. */
export function spawnProgram(program: string, args: readonly string[], place: ProgramPlace): SpawnedProgram {
  return spawn(program, [...args], {
    ...(place.cwd === undefined ? {} : { cwd: place.cwd }),
    env: { ...place.env },
    shell: false,
    // A group of its own: what the program starts ends with it (git starts git-remote-https, ssh …).
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Ends a program and all that it started, at once. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already, or the system has no groups: then the child alone.
    child.kill("SIGKILL");
  }
}

/** Resolves with exit code and signal when the program and its streams have ended; rejects if it cannot start. */
export async function whenClosed(
  child: ChildProcess,
  program: string,
): Promise<{ status: number | null; signal: string | null }> {
  try {
    const [status, signal]: (number | string | null)[] = await once(child, "close");
    return { status: typeof status === "number" ? status : null, signal: typeof signal === "string" ? signal : null };
  } catch (error) {
    throw new ProgramError("not-found", `cannot start the program ${program}`, { cause: error });
  }
}

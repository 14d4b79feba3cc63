import { ProgramError, type ProgramFault } from "./program-error.ts";
import { killGroup, type ProgramPlace, spawnProgram, whenClosed } from "./spawn-program.ts";

/** How long a program may run and how much it may say. */
export interface ProgramLimits extends ProgramPlace {
  /** Milliseconds until the whole process group is killed. */
  timeoutMs: number;
  /** Bytes of standard output; one more ends the program. */
  capBytes: number;
  stdin?: Uint8Array | string;
}

/** What a program that ended by itself answered; `status` is its exit code. */
export interface ProgramResult {
  status: number;
  stdout: Uint8Array;
  /** The first 64 KiB, as UTF-8. */
  stderr: string;
}

const STDERR_CAP_BYTES = 64 * 1024;

/**
 * Runs a program to its end and returns what it said; a status other than 0 is an answer, not an error.
 * Throws ProgramError when there is no answer: no such program, timeout, too much output, killed from outside.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  limits: ProgramLimits,
): Promise<ProgramResult> {
  const child = spawnProgram(program, args, limits);
  let fault: ProgramFault | undefined;
  function end(reason: ProgramFault): void {
    fault ??= reason;
    killGroup(child);
  }
  const stdout: Uint8Array[] = [];
  let stdoutBytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes > limits.capBytes) end("too-much-output");
    else stdout.push(chunk);
  });
  const stderr: Uint8Array[] = [];
  let stderrBytes = 0;
  child.stderr.on("data", (chunk: Buffer) => {
    if (stderrBytes < STDERR_CAP_BYTES) stderr.push(chunk.subarray(0, STDERR_CAP_BYTES - stderrBytes));
    stderrBytes += chunk.length;
  });
  // A program may end without reading its input (EPIPE); its status says what that means.
  child.stdin.on("error", () => undefined);
  child.stdin.end(limits.stdin ?? "");
  const timer = setTimeout(() => end("timeout"), limits.timeoutMs);
  try {
    const { status } = await whenClosed(child, program);
    if (fault !== undefined || status === null)
      throw new ProgramError(fault ?? "killed", faultText(program, fault, limits));
    return { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") };
  } finally {
    clearTimeout(timer);
  }
}

function faultText(program: string, fault: ProgramFault | undefined, limits: ProgramLimits): string {
  if (fault === "timeout") return `${program} did not end within ${limits.timeoutMs} ms and was stopped`;
  if (fault === "too-much-output") return `${program} wrote more than ${limits.capBytes} bytes and was stopped`;
  return `${program} was killed`;
}

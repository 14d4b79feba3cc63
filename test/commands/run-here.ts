import { setTimeout as sleep } from "node:timers/promises";
import type { CommandPorts } from "../../src/commands/command.ts";
import { type Outcome, runCommand } from "../../src/commands/run-command.ts";
import { dateOfRun } from "../../src/commands/run-date.ts";
import { ROOT } from "./run-cli.ts";

/** Date of runs in tests. */
export const AS_OF = "2026-03-01T00:00:00.000Z";

/** What a verb said to a door of ours: its outcome, and the stages it told progress of. */
export interface RunHere extends Outcome {
  stages: string[];
  notes: string[];
}

/** Runs a verb in this process, with a clock that stands still and a progress that is written down. */
export async function runHere(argv: readonly string[], more: Partial<CommandPorts> = {}): Promise<RunHere> {
  const stages: string[] = [];
  const notes: string[] = [];
  const outcome = await runCommand(argv, ({ asOf }) => ({
    clock: { now: () => new Date(AS_OF), sleep: async (milliseconds) => void (await sleep(Math.min(milliseconds, 5))) },
    asOf: dateOfRun(asOf, undefined, new Date(AS_OF)),
    folder: ROOT,
    environment: { PATH: process.env["PATH"] },
    progress: (stage, _done, _total, note = "") => {
      if (stages.at(-1) !== stage) stages.push(stage);
      notes.push(note);
    },
    color: false,
    signal: new AbortController().signal,
    ...more,
  }));
  return { ...outcome, stages, notes };
}

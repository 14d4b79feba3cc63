import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandPorts } from "./commands/command.ts";
import { makeProgress } from "./commands/progress.ts";
import { runCommand } from "./commands/run-command.ts";
import { dateOfRun } from "./commands/run-date.ts";
import type { Clock } from "./model/clock.ts";

const clock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

/** Door 1: argv and environment → a verb → standard output, standard error and an exit code. */
async function main(): Promise<void> {
  const outcome = await runCommand(process.argv.slice(2), openPorts);
  if (isLineOpen) process.stderr.write("\n");
  process.stdout.write(outcome.stdout);
  process.stderr.write(outcome.stderr);
  process.exitCode = outcome.exit;
}

/** Whether the progress stands in a line that has no end yet. */
let isLineOpen = false;

function writeProgress(text: string): void {
  isLineOpen = !text.endsWith("\n");
  process.stderr.write(text);
}

function openPorts(options: { asOf: string | undefined; isQuiet: boolean }): CommandPorts {
  const isTerminal = process.stderr.isTTY === true;
  return {
    clock,
    asOf: dateOfRun(options.asOf, process.env["SOURCE_DATE_EPOCH"], clock.now()),
    folder: process.cwd(),
    environment: process.env,
    progress: options.isQuiet ? () => {} : makeProgress(writeProgress, isTerminal),
    color: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
    ...(process.stdin.isTTY === true && isTerminal ? { ask } : {}),
    get signal() {
      return listenForStop();
    },
  };
}

/** One line from the terminal; questions go to standard error, so that standard output holds the answer alone. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

/** Heard only by a verb that asks for it (`serve`); the others end at once, and the next run mends what was cut. */
function listenForStop(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

// A reader that has seen enough (`| head`) closes the pipe: no fault of ours, and nobody is left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (!("code" in error) || error.code !== "EPIPE") throw error;
  });
}
await main();

import { setTimeout as sleep } from "node:timers/promises";
import type { CommandPorts } from "./commands/command.ts";
import { makeProgress } from "./commands/progress.ts";
import { runCommand } from "./commands/run-command.ts";
import type { Clock } from "./model/clock.ts";
import { WaybillError } from "./model/waybill-error.ts";

const clock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

/** Door 1: argv and environment → a verb → standard output, standard error and an exit code. */
async function main(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const outcome = await runCommand(process.argv.slice(2), (options) => openPorts(options, stop.signal));
  process.stdout.write(outcome.stdout);
  process.stderr.write(outcome.stderr);
  process.exitCode = outcome.exit;
}

function openPorts(options: { asOf: string | undefined; isQuiet: boolean }, signal: AbortSignal): CommandPorts {
  const isTerminal = process.stderr.isTTY === true;
  return {
    clock,
    asOf: dateOfRun(options.asOf),
    folder: process.cwd(),
    environment: process.env,
    progress: options.isQuiet ? () => {} : makeProgress((text) => process.stderr.write(text), isTerminal),
    color: process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
    signal,
  };
}

/** --as-of, else SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else now. */
function dateOfRun(asOf: string | undefined): string {
  const epoch = process.env["SOURCE_DATE_EPOCH"];
  if (asOf === undefined && epoch === undefined) return clock.now().toISOString();
  const date = asOf === undefined ? new Date(Number(epoch) * 1000) : new Date(asOf);
  if (Number.isNaN(date.getTime())) {
    throw new WaybillError("usage", `expected a date as 2026-01-31T12:00:00Z, got ${JSON.stringify(asOf ?? epoch)}`);
  }
  return date.toISOString();
}

await main();

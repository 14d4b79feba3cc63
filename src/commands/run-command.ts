import { parseArgs } from "node:util";
import { suggest } from "../document/suggest.ts";
import { WaybillError, type WaybillErrorCode } from "../model/waybill-error.ts";
import { plainLine } from "../reporters/plain-line.ts";
import type { Command, CommandPorts, ExitCode } from "./command.ts";
import { renderHelp, renderOverview } from "./help.ts";
import { commands } from "./index.ts";
import { COMMON_OPTIONS } from "./shared-options.ts";

/** What a door prints, and how it ends. */
export interface Outcome {
  exit: ExitCode;
  stdout: string;
  stderr: string;
}

const EXIT_OF: Readonly<Record<WaybillErrorCode, ExitCode>> = {
  usage: 2,
  "config-invalid": 2,
  "config-missing": 2,
  "catalog-newer": 2,
  "catalog-damaged": 4,
  held: 3,
  internal: 4,
  "not-reachable": 5,
};

/** argv → the verb → what to print. Knows no process: the door gives `openPorts` the date option and prints. */
export async function runCommand(
  argv: readonly string[],
  openPorts: (options: { asOf: string | undefined; isQuiet: boolean }) => CommandPorts,
): Promise<Outcome> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    return { exit: name === undefined ? 2 : 0, stdout: renderOverview(commands), stderr: "" };
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) return usageError(`unknown command ${JSON.stringify(name)}${suggestion(name)}`);
  try {
    const { values, positionals } = parseOptions(command, rest);
    if (values["help"] === true) return { exit: 0, stdout: renderHelp(command), stderr: "" };
    checkArity(command, positionals.length);
    const asOf = typeof values["as-of"] === "string" ? values["as-of"] : undefined;
    const isQuiet = values["quiet"] === true;
    const result = await command.run({ values, positionals, ports: openPorts({ asOf, isQuiet }) });
    if (values["json"] === true) return { exit: result.exit, stdout: `${JSON.stringify(result.json)}\n`, stderr: "" };
    return { exit: result.exit, stdout: isQuiet ? "" : result.text, stderr: "" };
  } catch (error) {
    return describeError(error);
  }
}

function parseOptions(command: Command, argv: readonly string[]): ReturnType<typeof parseArgs> {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(([name, option]) => {
      const short = "short" in option ? option.short : undefined;
      return [name, { type: option.type, ...(short === undefined ? {} : { short }) }];
    }),
  );
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split(". ")[0] ?? cause.message) : String(cause);
    const unknown = /^Unknown option '--(?<name>[^']*)'/.exec(message)?.groups?.["name"];
    const closest = unknown === undefined ? undefined : suggest(unknown, Object.keys(options));
    const hint = closest === undefined ? "." : `: did you mean --${closest}?`;
    throw new WaybillError("usage", `${message}${hint} See: waybill ${command.name} --help`, { cause });
  }
}

function checkArity({ name, usage, arity: [least, most] }: Command, count: number): void {
  if (count >= least && count <= most) return;
  const range = least === most ? `${least}` : `${least} ${Number.isFinite(most) ? `to ${most}` : "or more"}`;
  const noun = range === "1" ? "argument" : "arguments";
  throw new WaybillError("usage", `${name}: expected ${range} ${noun}, got ${count}: ${usage}`);
}

function describeError(error: unknown): Outcome {
  if (error instanceof WaybillError) {
    // Messages may show a stranger's words; a settings file with several faults has a line for each.
    const lines = error.message.split("\n").map(plainLine).join("\n");
    return { exit: EXIT_OF[error.code], stdout: "", stderr: `waybill: ${error.code}: ${lines}\n` };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exit: 4, stdout: "", stderr: `waybill: internal error, please report it\n${stack}\n` };
}

function usageError(message: string): Outcome {
  return { exit: 2, stdout: "", stderr: `waybill: usage: ${message} See: waybill --help\n` };
}

function suggestion(name: string): string {
  const names = commands.map((command) => command.name);
  const closest = suggest(name, names);
  return closest === undefined ? `, expected one of ${names.join(", ")}.` : `: did you mean ${closest}?`;
}

import type { Command, CommandOption } from "./command.ts";
import { COMMON_OPTIONS } from "./shared-options.ts";

/** Exit codes as shapes.md §6 fixes them, for the help. */
const EXITS: readonly [string, string][] = [
  ["0", "fine"],
  ["1", "findings at or above --fail-on (validate, verify, scan)"],
  ["2", "wrong usage or configuration"],
  ["3", "held by the completeness guard"],
  ["4", "internal error"],
  ["5", "the asked thing could not be reached or was incomplete (inspect, verify, scan)"],
];

/** `waybill --help`. */
export function renderOverview(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary]);
  const parts = [
    "waybill: finds container plugins of science, checks them, follows them to their images, and publishes an index.\n",
    `Usage: waybill COMMAND [options]\n\nCommands:\n${columns(rows)}`,
    `Options of every command:\n${columns(optionRows(COMMON_OPTIONS))}`,
    `Exit codes:\n${columns(EXITS)}`,
    "`waybill COMMAND --help` shows its options and examples.\n",
  ];
  return parts.join("\n");
}

/** `waybill COMMAND --help`. */
export function renderHelp(command: Command): string {
  const options = { ...command.options, ...COMMON_OPTIONS };
  const examples = command.examples.map((example) => `  ${example}\n`).join("");
  return `${command.summary}\n\nUsage: ${command.usage}\n\nOptions:\n${columns(optionRows(options))}\nExamples:\n${examples}`;
}

/** docs/cli.md. */
export function renderCliDoc(commands: readonly Command[]): string {
  const sections = commands.map((command) => `## ${command.name}\n\n\`\`\`text\n${renderHelp(command)}\`\`\`\n`);
  const head = "<!-- Do not edit: made by `npm run docs` from src/commands/. -->\n# Command line\n";
  return `${head}\n\`\`\`text\n${renderOverview(commands)}\`\`\`\n\n${sections.join("\n")}`;
}

function optionRows(options: Readonly<Record<string, CommandOption>>): [string, string][] {
  return Object.entries(options).map(([name, { type, short, help }]) => {
    const flag = type === "string" ? `--${name} VALUE` : `--${name}`;
    return [short === undefined ? flag : `-${short}, ${flag}`, help];
  });
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join("");
}

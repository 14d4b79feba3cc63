import type { Clock } from "../model/clock.ts";
import type { Progress } from "../pipeline/run.ts";

/** shapes.md §6: fine, findings, wrong usage, held by the guard, internal error, not reachable or incomplete. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;

/** One option of a command, in the words of `parseArgs` with a line of help. */
export interface CommandOption {
  type: "string" | "boolean";
  multiple?: boolean;
  short?: string;
  /** Shown in the help: what it takes, its unit and its default. */
  help: string;
}

/** What a door hands to a verb: options as values, and ports instead of the process. */
export interface CommandInput {
  values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  positionals: readonly string[];
  ports: CommandPorts;
}

/** The world as the doors give it. */
export interface CommandPorts {
  clock: Clock;
  /** The run's date, from --as-of or SOURCE_DATE_EPOCH or the clock; ISO 8601 UTC. */
  asOf: string;
  /** Environment variables, for proxies and certificates of child processes; never printed. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  folder: string;
  progress: Progress;
  color: boolean;
  /** Asks the person at the terminal for one line; absent where there is none. */
  ask?(question: string): Promise<string>;
  /** Aborted when the door is asked to stop. */
  signal: AbortSignal;
}

/** What a verb hands back: the same answer for machines and for people. */
export interface CommandResult {
  exit: ExitCode;
  json: unknown;
  text: string;
}

/** One verb: a row of the table of commands. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  readonly examples: readonly string[];
  /** How many arguments it takes beside its options: at least, at most. */
  readonly arity: readonly [least: number, most: number];
  readonly options: Readonly<Record<string, CommandOption>>;
  run(input: CommandInput): Promise<CommandResult>;
}

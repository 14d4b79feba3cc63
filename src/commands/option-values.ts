import { isAbsolute, join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";
import type { CommandInput, CommandOption } from "./command.ts";

/** Options that every verb takes. */
export const COMMON_OPTIONS = {
  json: { type: "boolean", help: "print JSON (schemas/cli/) instead of text" },
  quiet: { type: "boolean", short: "q", help: "no progress, no text; the exit code says it" },
  "as-of": { type: "string", help: "date of the run, ISO 8601 (default: SOURCE_DATE_EPOCH, else now)" },
  help: { type: "boolean", short: "h", help: "show this help" },
} as const satisfies Record<string, CommandOption>;

/** Options of verbs that work on an index repository. */
export const INDEX_OPTIONS = {
  index: { type: "string", help: "folder with waybill.yml (default: the present folder)" },
  catalog: { type: "string", help: "folder of the catalog (default: INDEX/catalog)" },
  cache: { type: "string", help: "file of the cache (default: INDEX/.waybill/cache.db)" },
} as const satisfies Record<string, CommandOption>;

/** Text of an option, or undefined. */
export function textOption(input: CommandInput, name: string): string | undefined {
  const value = input.values[name];
  return typeof value === "string" ? value : undefined;
}

/** The option as an absolute path, else `fallback` made absolute. */
export function pathOption(input: CommandInput, name: string, fallback: string): string {
  return absolutePath(input, textOption(input, name) ?? fallback);
}

/** A path of the command line, relative to the folder the door stands in. */
export function absolutePath(input: CommandInput, path: string): string {
  return isAbsolute(path) ? path : join(input.ports.folder, path);
}

/** The only positional argument. Throws `usage` with the command's own line. */
export function onePositional(input: CommandInput, usage: string): string {
  const [first, ...rest] = input.positionals;
  if (first === undefined || rest.length > 0) {
    throw new WaybillError("usage", `expected one argument, got ${input.positionals.length}: ${usage}`);
  }
  return first;
}

import { isAbsolute, join } from "node:path";
import type { CommandInput } from "./command.ts";

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

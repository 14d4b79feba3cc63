import { readCommands } from "./read-commands.ts";

/** True where `org.nrg.commands` holds at least one command. */
export function recognizesCommands(labels: Readonly<Record<string, string>>): boolean {
  return readCommands(labels).commands.length > 0;
}

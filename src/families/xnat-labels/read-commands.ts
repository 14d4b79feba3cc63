import { readJson } from "../../document/json-grammar.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";

/** https://wiki.xnat.org/container-service/making-your-docker-image-xnat-ready */
const LABEL = "org.nrg.commands";

/** Longest label read, in characters; the largest real one seen has 4,000. */
const MAX_LENGTH = 256 * 1024;

/** Commands of a label with their index in it, and how many faults its JSON has. */
export interface LabelCommands {
  commands: { command: Mapping; index: number }[];
  faults: number;
}

/**
 * The commands of `org.nrg.commands`, a JSON list in a text. What a Dockerfile's quoting has damaged (`\$HOME`) is a
 * fault, and read all the same. A command needs a name and a command line; its image is the one that has the label.
 */
export function readCommands(labels: Readonly<Record<string, string>>): LabelCommands {
  const text = memberOf(labels, LABEL);
  if (typeof text !== "string" || text.length > MAX_LENGTH) return { commands: [], faults: 0 };
  const { root, faults } = readJson(text, 64, false);
  const list: unknown[] = Array.isArray(root) ? root.slice(0, 100) : [];
  const commands = list.flatMap((command, index) => (isCommand(command) ? [{ command, index }] : []));
  return { commands, faults: faults.length };
}

function isCommand(value: unknown): value is Mapping {
  return (
    isMapping(value) &&
    typeof memberOf(value, "name") === "string" &&
    typeof memberOf(value, "command-line") === "string"
  );
}

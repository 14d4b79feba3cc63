import { pointerOf } from "../../document/pointer.ts";
import type { Parameter } from "../../model/parameter.ts";
import { copyWithoutEmail } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";

/** `function[].input[]` and `output[]`: kinds of data and their formats, in the words of EDAM; each kind once. */
export function readParameters(draft: Draft, root: Mapping): void {
  const seen = new Set<string>();
  const notes: unknown[] = [];
  for (const { part, pointer } of namedEntries(memberOf(root, "function"), "/function", "")) {
    for (const [side, direction] of [
      ["input", "in"],
      ["output", "out"],
    ] as const) {
      for (const entry of namedEntries(memberOf(part, side), pointer + pointerOf(side), "")) {
        const parameter = parameterOf(entry, direction);
        const identity = `${direction} ${parameter.key}`;
        if (seen.has(identity)) continue;
        seen.add(identity);
        addParameter(draft, parameter, entry.pointer);
      }
    }
    const note = { cmd: memberOf(part, "cmd"), note: memberOf(part, "note") };
    if (note.cmd !== undefined || note.note !== undefined) notes.push(copyWithoutEmail(note));
  }
  if (notes.length > 0) draft.plugin.ext["function"] = notes.slice(0, 50);
}

function parameterOf({ key, part }: NamedEntry, direction: "in" | "out"): Parameter {
  const data = memberOf(part, "data");
  const term = textOf(memberOf(data, "term"), 300);
  const formats = namedEntries(memberOf(part, "format"), "", "").slice(0, 100);
  return {
    direction,
    key: term ?? key,
    kind: "other",
    rawType: textOf(memberOf(data, "uri"), 300) ?? term ?? "",
    formats: formats.flatMap((format) => formatsOf(memberOf(format.part, "uri") ?? memberOf(format.part, "term"))),
  };
}

import { pointerOf } from "../../document/pointer.ts";
import type { Draft } from "../draft.ts";
import { namedEntries } from "../entries.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { readImages } from "./read-requirements.ts";

const MAX_DEPTH = 8;

/** Images that the steps of a workflow bring along, and the files or ids of the tools it uses. */
export function readSteps(draft: Draft, part: Mapping): void {
  const uses = new Set<string>();
  const count = readInnerSteps(draft, part, draft.pointer, uses, 0);
  if (count > 0) draft.plugin.ext["steps"] = count;
  if (uses.size > 0) draft.plugin.ext["uses"] = [...uses].slice(0, 200);
}

function readInnerSteps(draft: Draft, part: unknown, pointer: string, uses: Set<string>, depth: number): number {
  if (depth > MAX_DEPTH) return 0;
  let count = 0;
  for (const step of namedEntries(memberOf(part, "steps"), pointer + pointerOf("steps"), "id")) {
    count += 1;
    readImages(draft, step.part, step.pointer);
    const run = memberOf(step.part, "run");
    const used = textOf(run, 300);
    if (used !== undefined) uses.add(used);
    if (!isMapping(run)) continue;
    const runPointer = step.pointer + pointerOf("run");
    readImages(draft, run, runPointer);
    count += readInnerSteps(draft, run, runPointer, uses, depth + 1);
  }
  return count;
}

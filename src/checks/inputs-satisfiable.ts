import { pointerOf } from "../document/pointer.ts";
import { isMapping, type Mapping, memberOf } from "../families/hostile-value.ts";
import { textsOf } from "../families/narrow-value.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Are there values that keep to all the manifest's own rules about its inputs? */
export const inputsSatisfiable: CheckRow = {
  id: "inputs-satisfiable",
  title: "Groups, ranges and dependencies of inputs can be met",
  why: "Rules that contradict each other make a form that nobody can send, though each of them follows the schema.",
  remedy: "Make the input optional, take it out of the group, or correct the id.",
  severity: "high",
  needs: ["document", "plugin"],
  evaluate,
};

interface Input {
  id: string;
  part: Mapping;
  pointer: string;
  isOptional: boolean;
}

interface Group {
  id: string;
  part: Mapping;
  pointer: string;
  members: readonly string[];
}

/** Hostile lists are compared with each other no further than this. */
const MOST_GROUPS = 200;
const MOST_INPUTS = 2_000;
const MOST_MEMBERS = 500;

/** Boutiques' rules beyond its schema: https://boutiques.github.io/doc/_bosh.html (validation). */
function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin, document } = evidence;
  if (plugin?.family !== "boutiques") return NOT_APPLICABLE;
  const inputs = new Map<string, Input>();
  for (const { part, pointer } of listOf(document.root, "inputs").slice(0, MOST_INPUTS)) {
    const id = memberOf(part, "id");
    if (typeof id === "string" && !inputs.has(id))
      inputs.set(id, { id, part, pointer, isOptional: memberOf(part, "optional") === true });
  }
  const groups = listOf(document.root, "groups")
    .slice(0, MOST_GROUPS)
    .map(({ part, pointer }): Group => {
      const members = textsOf(memberOf(part, "members"), MOST_MEMBERS);
      return { id: showValue(memberOf(part, "id")), part, pointer, members };
    });
  if (inputs.size === 0) return NOT_APPLICABLE;
  const say = (pointer: string, message: string) =>
    makeFinding(inputsSatisfiable, { message, at: placeAt(evidence, pointer) });
  return answer([
    ...[...inputs.values()].flatMap((input) => inputFaults(input, inputs, groups, say)),
    ...groups.flatMap((group) => groupFaults(group, inputs, groups, say)),
  ]);
}

type Say = (pointer: string, message: string) => Finding;

function inputFaults(
  { id, part, pointer, isOptional }: Input,
  inputs: ReadonlyMap<string, Input>,
  groups: readonly Group[],
  say: Say,
): Finding[] {
  const findings: Finding[] = [];
  const name = showValue(id);
  const [minimum, maximum] = [memberOf(part, "minimum"), memberOf(part, "maximum")];
  if (typeof minimum === "number" && typeof maximum === "number" && minimum > maximum) {
    findings.push(say(pointer + pointerOf("minimum"), `the range of ${name} is empty: ${minimum} to ${maximum}`));
  }
  if (memberOf(part, "type") === "Flag") {
    if (!isOptional) findings.push(say(pointer, `the flag ${name} is required, so that it could never be off`));
    if (memberOf(part, "command-line-flag") === undefined) findings.push(say(pointer, `the flag ${name} has no flag`));
  }
  const required = textsOf(memberOf(part, "requires-inputs"), MOST_MEMBERS);
  const disabled = textsOf(memberOf(part, "disables-inputs"), MOST_MEMBERS);
  const groupIds = new Set(groups.map((group) => group.id));
  for (const [key, ids] of [
    ["requires-inputs", required],
    ["disables-inputs", disabled],
  ] as const) {
    for (const other of ids) {
      if (inputs.has(other) || (key === "requires-inputs" && groupIds.has(showValue(other)))) continue;
      findings.push(say(pointer + pointerOf(key), `${name} ${wordOf(key)} ${showValue(other)}, which is no input`));
    }
  }
  for (const other of disabled) {
    if (required.includes(other)) findings.push(say(pointer, `${name} requires and disables ${showValue(other)}`));
    else if (inputs.get(other)?.isOptional === false)
      findings.push(
        say(pointer + pointerOf("disables-inputs"), `${name} disables ${showValue(other)}, which is required`),
      );
  }
  return findings;
}

function wordOf(key: "requires-inputs" | "disables-inputs"): string {
  return key === "requires-inputs" ? "requires" : "disables";
}

const RULES = ["mutually-exclusive", "one-is-required", "all-or-none"] as const;

function groupFaults(
  { id, part, pointer, members }: Group,
  inputs: ReadonlyMap<string, Input>,
  groups: readonly Group[],
  say: Say,
): Finding[] {
  const findings: Finding[] = [];
  const at = pointer + pointerOf("members");
  const rules = RULES.filter((rule) => memberOf(part, rule) === true);
  for (const member of new Set(members)) {
    const input = inputs.get(member);
    if (input === undefined) findings.push(say(at, `the member ${showValue(member)} of the group ${id} is no input`));
    else if (rules.length > 0 && !input.isOptional)
      findings.push(
        say(at, `the group ${id} is ${rules.join(" and ")}, but its member ${showValue(member)} is required`),
      );
  }
  if (!rules.includes("all-or-none")) return findings;
  if (rules.length > 1) findings.push(say(pointer, `the group ${id} is ${rules.join(" and ")}: that cannot be met`));
  const own = new Set(members);
  for (const other of groups) {
    const shared = other.members.filter((member) => own.has(member));
    if (other.pointer === pointer) continue;
    if (memberOf(other.part, "mutually-exclusive") === true && new Set(shared).size > 1)
      findings.push(
        say(
          at,
          `of the group ${id} all or none are given, of ${other.id} only one: they share ${shared.slice(0, 3).map(showValue).join(", ")}`,
        ),
      );
    else if (
      memberOf(other.part, "one-is-required") === true &&
      shared.length > 0 &&
      shared.length === other.members.length
    )
      findings.push(
        say(at, `the group ${id} is all-or-none, and one of ${other.id} inside it is required: so all of it is`),
      );
  }
  return findings;
}

function listOf(root: unknown, key: string): { part: Mapping; pointer: string }[] {
  const list = memberOf(root, key);
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) =>
    isMapping(item) ? [{ part: item, pointer: pointerOf(key, index) }] : [],
  );
}

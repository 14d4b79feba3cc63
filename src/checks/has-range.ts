import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Parameter } from "../model/parameter.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

const MOST_NAMED = 10;

/** Do numeric inputs say what values make sense? */
export const hasRange: CheckRow = {
  id: "has-range",
  title: "Numeric inputs state their range",
  why: "Without a range no form can warn of a value that makes no sense (NISTIR 8297 asks for ranges).",
  remedy: "State minimum and maximum where the family has fields for them.",
  severity: "info",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const numeric = [...(evidence.plugin?.parameters ?? []).entries()].filter(([, parameter]) => isAsked(parameter));
  if (numeric.length === 0) return NOT_APPLICABLE;
  const without = numeric.filter(([, { minimum, maximum }]) => minimum === undefined && maximum === undefined);
  const [first] = without;
  if (first === undefined) return answer([]);
  // One note for all: a note for each would bury the rest.
  const names = without.slice(0, MOST_NAMED).map(([, { key }]) => showValue(key));
  const more = without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : "";
  const message = `no range is stated for ${names.join(", ")}${more}`;
  return answer([makeFinding(hasRange, { message, at: placeOf(evidence, `/parameters/${first[0]}`) })]);
}

function isAsked({ direction, kind, setBy, choices }: Parameter): boolean {
  if (direction !== "in" || setBy === "platform" || choices !== undefined) return false;
  return kind === "integer" || kind === "number";
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Has each input and each output a key of its own? */
export const parameterKeysUnique: CheckRow = {
  id: "parameter-keys-unique",
  title: "No two inputs and no two outputs share a key",
  why: "A platform keeps one of the two and drops the other without a word.",
  remedy: "Give the second one another key.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const parameters = evidence.plugin?.parameters ?? [];
  if (parameters.length === 0) return NOT_APPLICABLE;
  const seen = new Set<string>();
  const findings: Finding[] = [];
  for (const [index, { direction, key }] of parameters.entries()) {
    const name = `${direction} ${key}`;
    if (seen.has(name)) {
      const what = direction === "in" ? "input" : "output";
      const message = `the ${what} ${showValue(key)} occurs twice`;
      findings.push(makeFinding(parameterKeysUnique, { message, at: placeOf(evidence, `/parameters/${index}/key`) }));
    }
    seen.add(name);
  }
  return answer(findings);
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is a plugin that is given up marked so, and does it say what to use instead? */
export const deprecatedStated: CheckRow = {
  id: "deprecated-stated",
  title: "A deprecated plugin says so in the field for it, with reason or successor",
  why: "A catalog can put a deprecated plugin last and lead to its successor only when a program can read both.",
  remedy: "State `deprecated` with reason and replacedBy where the family has the field.",
  severity: "low",
  needs: ["plugin"],
  evaluate,
};

/** At the start of a text, or in brackets anywhere: a plugin may well be about deprecated things. */
const SAID =
  /^\W*(?:this (?:plugin|tool|app|image) is )?(?:deprecated|obsolete|superseded by)\b|[[(](?:deprecated|obsolete)[\])]/i;

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  const { deprecated } = plugin;
  if (deprecated !== undefined) {
    if (deprecated.reason !== undefined || deprecated.replacedBy !== undefined) return answer([]);
    const message = "the plugin is deprecated, and neither reason nor successor is stated";
    return answer([makeFinding(deprecatedStated, { message, at: placeOf(evidence, "/deprecated") })]);
  }
  for (const field of ["name", "title", "summary", "description"] as const) {
    const words = SAID.exec((plugin[field] ?? "").slice(0, 500))?.[0];
    if (words === undefined) continue;
    const message = `the ${field} says ${showValue(words.trim())}, no field does`;
    return answer([makeFinding(deprecatedStated, { message, at: placeOf(evidence, `/${field}`) })]);
  }
  return NOT_APPLICABLE;
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt } from "./finding.ts";

/** Does the manifest follow the schema that its own family publishes? */
export const familySchema: CheckRow = {
  id: "family-schema",
  title: "The manifest follows the schema of its family",
  why: "The platforms that run this family of plugins read the manifest by that schema.",
  remedy: "Change the value at the place named to what the schema expects.",
  severity: "high",
  needs: ["document"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  if (!evidence.document.isParsed) return NOT_APPLICABLE;
  return answer(
    evidence.schemaFaults.map(({ pointer, of, message, expected, got, isFormat, fix }) =>
      makeFinding(familySchema, {
        message: wholeMessage(of, message, expected, got),
        at: placeAt(evidence, pointer, of),
        // Real manifests write "" where a schema wants a URL: formats are advice, as most validators have it.
        level: isFormat ? "warning" : "error",
        ...(expected === undefined ? {} : { expected }),
        ...(got === undefined ? {} : { got }),
        ...(fix === undefined ? {} : { fix }),
      }),
    ),
  );
}

/** A message is often all that people see: it says what was expected and found, unless it has said so already. */
function wholeMessage(of: "key" | "value", message: string, expected?: string, got?: string): string {
  if (of === "key" || (expected !== undefined && got === undefined && message.includes(expected))) return message;
  const [what = message, ...hint] = message.split(/(?=: did you mean )/);
  const said = [
    ...(expected === undefined ? [] : [`expected ${expected.includes(", ") ? "one of " : ""}${expected}`]),
    ...(got === undefined || got === "" ? [] : [`got ${got}`]),
  ];
  if (said.length === 0) return message;
  return `${what}: ${said.join(", ")}${hint.join("").replace(": did", "; did")}`;
}

import { parsePointer, valueAt } from "../document/pointer.ts";
import { writtenText } from "../document/written-text.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding, TextEdit } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is `required` written as true or false, and not as a text? */
export const requiredIsBoolean: CheckRow = {
  id: "required-is-boolean",
  title: "`required` is true or false, not a text",
  why: 'Most programs take the text "false" for true.',
  remedy: "Write true or false without quotes.",
  severity: "medium",
  needs: ["document", "plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const pointers = (evidence.plugin?.parameters ?? [])
    .map((_, index) => evidence.places[`/parameters/${index}/required`])
    .filter((pointer) => pointer !== undefined && parsePointer(pointer).at(-1) === "required");
  if (pointers.length === 0) return NOT_APPLICABLE;
  // Where the family's schema has said so already, once is enough.
  const told = new Set(evidence.schemaFaults.map((fault) => fault.pointer));
  const findings: Finding[] = [];
  for (const pointer of new Set(pointers)) {
    if (pointer === undefined || told.has(pointer)) continue;
    const value = valueAt(evidence.document.root, pointer);
    if (typeof value !== "string") continue;
    const fix = fixOf(evidence, pointer, value);
    const got = showValue(value);
    const message = `\`required\` is the text ${got}`;
    const at = placeAt(evidence, pointer);
    findings.push(makeFinding(requiredIsBoolean, { message, at, expected: "true or false", got, ...(fix && { fix }) }));
  }
  return answer(findings);
}

/** Takes the quotes away, when the text at that place is exactly the quoted word. */
function fixOf({ document }: Evidence, pointer: string, value: string): TextEdit[] | undefined {
  const word = value.toLowerCase();
  if (word !== "true" && word !== "false") return undefined;
  const { offset } = document.positionOf(pointer);
  const length = value.length + 2;
  const written = writtenText(document, pointer, length);
  return written === `"${value}"` || written === `'${value}'` ? [{ offset, length, text: word }] : undefined;
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Is this a finished manifest, or a template that nobody filled in? */
export const templatePlaceholder: CheckRow = {
  id: "template-placeholder",
  title: "Name, version and image hold no placeholder of a template",
  why: "A template is no plugin: it must be neither listed nor pulled.",
  remedy: "Fill in the placeholder, or keep templates in a folder that the repository's .waybill.yml leaves out.",
  severity: "high",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  const fields: [what: string, pointer: string, text: string][] = [
    ["name", "/name", plugin.name],
    ["version", "/version", plugin.version?.raw ?? ""],
    ...plugin.images.map((image, index): [string, string, string] => ["image", `/images/${index}`, image.raw]),
  ];
  return answer(
    fields.flatMap(([what, pointer, text]) => {
      const placeholder = findPlaceholder(text);
      if (placeholder === undefined) return [];
      const got = showValue(placeholder);
      const message = `the ${what} holds the placeholder ${got}`;
      return [makeFinding(templatePlaceholder, { message, at: placeOf(evidence, pointer), got })];
    }),
  );
}

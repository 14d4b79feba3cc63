import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder, templateMarkIn } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Is this a finished manifest, or a template that nobody filled in? */
export const templatePlaceholder: CheckRow = {
  id: "template-placeholder",
  title: "Name, version and image hold no placeholder of a template",
  why: "A template is no plugin: it must be neither listed nor pulled.",
  remedy: "Fill in the placeholder, or keep templates in a folder that the repository's .waybill.yml leaves out.",
  severity: "high",
  needs: ["document"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  const mark = templateMarkIn(evidence);
  if (mark !== undefined) return answer([templateFinding(evidence, mark)]);
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

/** A file for a template engine, which no parser of JSON or YAML can read. */
function templateFinding({ document, file }: Evidence, mark: number): Finding {
  const before = document.text.slice(0, mark).split("\n");
  const at = { file: file.path, pointer: "", line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return makeFinding(templatePlaceholder, { message: "the file is a template, not a plugin manifest", at });
}

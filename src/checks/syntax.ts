import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { SyntaxFault } from "../model/manifest-document.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding } from "./finding.ts";
import { templateMarkIn } from "./placeholder.ts";

/** Is the text of the manifest clean JSON or YAML? */
export const syntax: CheckRow = {
  id: "syntax",
  title: "The manifest is clean JSON or YAML",
  why: "Parsers disagree about broken text: what one platform runs, another refuses or reads differently.",
  remedy: "Mend the text at the place named; an editor with JSON or YAML support shows the same fault.",
  severity: "high",
  needs: ["document"],
  evaluate,
};

const REMEDIES: Partial<Record<SyntaxFault["kind"], string>> = {
  "trailing-comma": "Take the comma away.",
  "duplicate-key": "Keep one of the two keys.",
  "too-large": "Keep the manifest below 256 KiB; move long texts to the documentation.",
  "too-deep": "Nest less deeply.",
  "alias-bomb": "Write the values out instead of repeating aliases.",
  encoding: "Save the file as UTF-8.",
  "unresolved-tag": "Remove the tag: tags of a programming language are never resolved.",
};

function evaluate({ document, file }: Evidence): CheckAnswer {
  // A template is no broken manifest: template-placeholder says what it is.
  if (templateMarkIn({ document, file }) !== undefined) return NOT_APPLICABLE;
  // A comma too many is taken away by machine only where all else of the text is understood.
  const isMendable = document.faults.every(({ kind }) => kind === "trailing-comma");
  return answer(
    document.faults.map(({ kind, message, position }) => {
      const remedy = REMEDIES[kind];
      const fix =
        isMendable && kind === "trailing-comma" ? [{ offset: position.offset, length: 1, text: "" }] : undefined;
      return makeFinding(syntax, {
        message,
        at: { file: file.path, pointer: "", line: position.line, column: position.column },
        level: kind === "unresolved-tag" ? "warning" : "error",
        ...(remedy === undefined ? {} : { remedy }),
        ...(fix === undefined ? {} : { fix }),
      });
    }),
  );
}

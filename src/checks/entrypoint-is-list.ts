import { openForEdits } from "../document/edit-places.ts";
import { parseDocument } from "../document/parse-document.ts";
import { valueAt } from "../document/pointer.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { TextEdit } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is the command a list of words, and not the text of one? */
export const entrypointIsList: CheckRow = {
  id: "entrypoint-is-list",
  title: "The entrypoint is a list, not a text that looks like one",
  why: 'A platform that takes the text at its word runs a program called "[python3,".',
  remedy: "Take the quotes around the list away.",
  severity: "medium",
  needs: ["document", "plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const form = evidence.plugin?.ext["entrypointForm"];
  if (form !== "list" && form !== "list-as-text") return NOT_APPLICABLE;
  if (form === "list") return answer([]);
  const pointer = evidence.places["/run/command"] ?? `${evidence.pointer}/entrypoint`;
  const value = valueAt(evidence.document.root, pointer);
  const got = showValue(value);
  const fix = typeof value === "string" ? fixOf(evidence, pointer, value) : undefined;
  const message = `the entrypoint is the text ${got}, not a list`;
  const at = placeAt(evidence, pointer);
  return answer([makeFinding(entrypointIsList, { message, at, expected: "a list", got, ...(fix && { fix }) })]);
}

/** Takes the quotes away where what is left is a YAML list of plain words with the very same letters. */
function fixOf({ document }: Evidence, pointer: string, value: string): TextEdit[] | undefined {
  if (document.syntax !== "yaml" || document.faults.length > 0) return undefined;
  const places = openForEdits(document);
  const place = places.placeAt(pointer);
  const written = place === undefined ? "" : places.text.slice(place.start, place.end);
  if (place === undefined || (written !== `"${value}"` && written !== `'${value}'`)) return undefined;
  const { root, faults } = parseDocument("entrypoint.yaml", new TextEncoder().encode(value));
  if (faults.length > 0 || !Array.isArray(root)) return undefined;
  if (root.length === 0 || !root.every((word) => typeof word === "string" && word !== "")) return undefined;
  const length = new TextEncoder().encode(written).length;
  return [{ offset: places.offsetOf(place.start), length, text: value }];
}

import { parsePointer, pointerOf, valueAt } from "../document/pointer.ts";
import { suggest } from "../document/suggest.ts";
import { namedEntries } from "../families/entries.ts";
import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeAt, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Does each item of the form belong to a parameter, and has each required input an item? */
export const uiKeysExist: CheckRow = {
  id: "ui-keys-exist",
  title: "Form items and inputs belong together",
  why: "An item without its input is shown for nothing; a required input without an item cannot be filled in.",
  remedy: "Name the input as `inputs.<name>`, spelled as in the list of inputs.",
  severity: "medium",
  needs: ["document", "plugin"],
  evaluate,
};

/** Families whose manifests have a list `ui` that names inputs by `inputs.<name>`. */
const FAMILIES: ReadonlySet<string> = new Set(["ict", "wipp"]);

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin, document, pointer } = evidence;
  if (plugin === undefined || !FAMILIES.has(plugin.family)) return NOT_APPLICABLE;
  const ui = pointer + pointerOf("ui");
  const items = namedEntries(valueAt(document.root, ui), ui, "key");
  if (items.length === 0) return NOT_APPLICABLE;
  const known = new Set(
    plugin.parameters.map(({ direction, key }) => `${direction === "in" ? "inputs" : "outputs"}.${key}`),
  );
  const named = new Set(items.map(({ key }) => keyOf(key)));
  const findings: Finding[] = [];
  for (const item of items) {
    const key = keyOf(item.key);
    // An item without a key is a fault of its own, which the family's schema tells.
    if (
      key === "fieldsets" ||
      known.has(key) ||
      !/^(?:inputs|outputs)\./.test(key) ||
      isNumbered(item.pointer, item.key)
    )
      continue;
    const near = suggest(key, [...known]);
    const hint = near === undefined ? "" : `; did you mean ${showValue(near)}?`;
    const message = `the form item ${showValue(item.key)} names no parameter${hint}`;
    const place = Object.hasOwn(item.part, "key") ? item.pointer + pointerOf("key") : item.pointer;
    findings.push(makeFinding(uiKeysExist, { message, at: placeAt(evidence, place), got: showValue(item.key) }));
  }
  for (const [index, { direction, key, required, default: value }] of plugin.parameters.entries()) {
    if (direction === "out" || required !== true || value !== undefined || named.has(`inputs.${key}`)) continue;
    const message = `the required input ${showValue(key)} has no form item`;
    findings.push(makeFinding(uiKeysExist, { message, at: placeOf(evidence, `/parameters/${index}`), level: "note" }));
  }
  return answer(findings);
}

function keyOf(key: string): string {
  return key.includes(".") || key === "fieldsets" ? key : `inputs.${key}`;
}

/** What has no key is called by its number in the list. */
function isNumbered(pointer: string, key: string): boolean {
  return /^\d+$/.test(key) && parsePointer(pointer).at(-1) === key;
}

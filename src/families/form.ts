import { pointerOf } from "../document/pointer.ts";
import type { Parameter } from "../model/parameter.ts";
import { copyValue } from "./copy-value.ts";
import { namedEntries } from "./entries.ts";
import { type Mapping, memberOf } from "./hostile-value.ts";
import { numberOf, textOf, textsOf } from "./narrow-value.ts";

/** What the `ui` part of a WIPP or ICT manifest says of one parameter. */
export interface FormItem {
  title?: string;
  description?: string;
  default?: unknown;
  choices?: unknown[];
  minimum?: number;
  maximum?: number;
  showIf?: string;
  group?: string;
  order: number;
  places: Partial<Record<keyof Parameter, string>>;
}

/** Form items by the key they name, such as `inputs.threshold`. Conditions stay text; nothing is evaluated. */
export function readForm(ui: unknown, pointer: string): Map<string, FormItem> {
  const form = new Map<string, FormItem>();
  const entries = namedEntries(ui, pointer, "key");
  const groups = fieldsets(entries.map((entry) => entry.part));
  for (const [index, entry] of entries.entries()) {
    // A map of form items is keyed by the bare name of the input.
    const key = entry.key.includes(".") ? entry.key : `inputs.${entry.key}`;
    if (form.has(key)) continue;
    const item = readItem(entry.part, entry.pointer, index);
    const group = groups.get(key.slice(key.indexOf(".") + 1));
    if (group !== undefined) item.group = group;
    form.set(key, item);
  }
  return form;
}

function readItem(part: Mapping, pointer: string, order: number): FormItem {
  const item: FormItem = { order, places: {} };
  const title = textOf(memberOf(part, "title"))?.replace(/\s?:$/u, "");
  if (title !== undefined && title !== "") {
    item.title = title;
    item.places.label = pointer + pointerOf("title");
  }
  const description = textOf(memberOf(part, "description"), 5_000);
  if (description !== undefined) item.description = description;
  if (Object.hasOwn(part, "default")) {
    item.default = copyValue(memberOf(part, "default"));
    item.places.default = pointer + pointerOf("default");
  }
  for (const key of ["fields", "options"]) {
    const values = memberOf(part, key);
    if (!Array.isArray(values) || item.choices !== undefined) continue;
    item.choices = values.slice(0, 1_000).map((value: unknown) => copyValue(value));
    item.places.choices = pointer + pointerOf(key);
  }
  readRange(item, part, pointer);
  for (const key of ["condition", "conditions"]) {
    const condition = textsOf(memberOf(part, key), 20).join("; ");
    if (condition !== "") item.showIf = condition;
  }
  return item;
}

function readRange(item: FormItem, part: Mapping, pointer: string): void {
  const minimum = numberOf(memberOf(part, "minimum"));
  const maximum = numberOf(memberOf(part, "maximum"));
  if (minimum !== undefined) {
    item.minimum = minimum;
    item.places.minimum = pointer + pointerOf("minimum");
  }
  if (maximum !== undefined) {
    item.maximum = maximum;
    item.places.maximum = pointer + pointerOf("maximum");
  }
}

/** Name of an input → title of the fieldset that shows it. */
function fieldsets(items: readonly Mapping[]): Map<string, string> {
  const groups = new Map<string, string>();
  for (const item of items) {
    for (const set of namedEntries(memberOf(item, "fieldsets"), "", "title").slice(0, 100)) {
      for (const name of textsOf(memberOf(set.part, "fields"))) groups.set(name, set.key);
    }
  }
  return groups;
}

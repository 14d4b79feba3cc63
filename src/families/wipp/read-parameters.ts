import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { type FormItem, readForm } from "../form.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

/** Types of WIPP and what they hold. */
const KINDS: Readonly<Record<string, ParameterKind>> = {
  collection: "image",
  stitchingVector: "vector-field",
  tensorflowModel: "model",
  tensorboardLogs: "folder",
  csvCollection: "table",
  pyramid: "image",
  pyramidAnnotation: "other",
  notebook: "file",
  genericData: "folder",
  path: "folder",
  file: "file",
  string: "string",
  text: "string",
  number: "number",
  float: "number",
  integer: "integer",
  enum: "choice",
  array: "array",
  boolean: "boolean",
};

/** Inputs and outputs, joined with their form items by the key `inputs.<name>`. */
export function readParameters(draft: Draft, root: Mapping): void {
  const form = readForm(memberOf(root, "ui"), "/ui");
  const textBooleans: string[] = [];
  for (const side of ["inputs", "outputs"] as const) {
    for (const entry of namedEntries(memberOf(root, side), `/${side}`, "name")) {
      if (typeof memberOf(entry.part, "required") === "string") {
        textBooleans.push(`/parameters/${draft.plugin.parameters.length}/required`);
      }
      readParameter(draft, entry, side === "inputs" ? "in" : "out", form.get(`${side}.${entry.key}`));
    }
  }
  // "True" is read as true; the finding about it needs to know that it was a text.
  if (textBooleans.length > 0) draft.plugin.ext["textBooleans"] = textBooleans;
}

function readParameter(draft: Draft, entry: NamedEntry, direction: "in" | "out", item: FormItem | undefined): void {
  const { part, pointer } = entry;
  const options = memberOf(part, "options");
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const choices = choicesOf(options) ?? item?.choices;
  const isSecret = isSecretName(entry.key);
  const hasDefault = Object.hasOwn(part, "default");
  const given = hasDefault ? memberOf(part, "default") : item?.default;
  const parameter = dropAbsent<Parameter>({
    direction,
    key: entry.key,
    label: item?.title ?? textOf(memberOf(part, "title")),
    description: textOf(memberOf(part, "description"), 5_000) ?? item?.description,
    kind: kindOf(rawType, choices !== undefined),
    rawType,
    isList: rawType === "array" && choices !== undefined ? true : undefined,
    formats: formatsOf(memberOf(options, "format")),
    required: booleanOf(memberOf(part, "required")),
    default: isSecret ? undefined : copyValue(given),
    choices,
    minimum: numberOf(memberOf(options, "minimum") ?? memberOf(part, "minimum")) ?? item?.minimum,
    maximum: numberOf(memberOf(options, "maximum") ?? memberOf(part, "maximum")) ?? item?.maximum,
    secret: isSecret ? true : undefined,
    showIf: item?.showIf,
    group: item?.group,
    order: item?.order,
  });
  addParameter(draft, parameter, pointer, placesOf(part, options, pointer, item));
}

function kindOf(rawType: string, hasChoices: boolean): ParameterKind {
  if (rawType === "array" && hasChoices) return "choice";
  return Object.hasOwn(KINDS, rawType) ? (KINDS[rawType] ?? "other") : "other";
}

/** `options.values` of an enum; `options.items.oneOf[].enum` of an array. */
function choicesOf(options: unknown): unknown[] | undefined {
  const values = memberOf(options, "values");
  if (Array.isArray(values)) return values.slice(0, 1_000).map((value: unknown) => copyValue(value));
  const oneOf = memberOf(memberOf(options, "items"), "oneOf");
  if (!Array.isArray(oneOf)) return undefined;
  return oneOf.slice(0, 1_000).flatMap((item: unknown) => {
    const list = memberOf(item, "enum");
    return Array.isArray(list) ? list.slice(0, 100).map((value: unknown) => copyValue(value)) : [];
  });
}

function placesOf(
  part: Mapping,
  options: unknown,
  pointer: string,
  item: FormItem | undefined,
): Partial<Record<keyof Parameter, string>> {
  const places: Partial<Record<keyof Parameter, string>> = {};
  for (const key of ["name", "type", "description", "required", "minimum", "maximum", "default"] as const) {
    const field = key === "name" ? "key" : key === "type" ? "rawType" : key;
    if (Object.hasOwn(part, key)) places[field] = `${pointer}/${key}`;
  }
  for (const key of ["minimum", "maximum"] as const) {
    if (memberOf(options, key) !== undefined) places[key] = `${pointer}/options/${key}`;
  }
  if (memberOf(options, "values") !== undefined) places.choices = `${pointer}/options/values`;
  if (memberOf(options, "items") !== undefined) places.choices = `${pointer}/options/items`;
  for (const [field, place] of Object.entries(item?.places ?? {})) {
    // The form fills gaps only: what the parameter itself says stands.
    if (field === "label" || !Object.hasOwn(places, field)) Object.assign(places, { [field]: place });
  }
  return places;
}

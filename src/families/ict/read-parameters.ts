import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { type FormItem, readForm } from "../form.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf, textsOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

const KINDS: Readonly<Record<string, ParameterKind>> = {
  path: "file",
  file: "file",
  directory: "folder",
  string: "string",
  text: "string",
  number: "number",
  float: "number",
  integer: "integer",
  int: "integer",
  boolean: "boolean",
  enum: "choice",
  array: "array",
};

/** What a `path` holds, by the words that real descriptions put into `format`. */
const KINDS_OF_PATHS: Readonly<Record<string, ParameterKind>> = {
  collection: "image",
  csvcollection: "table",
  genericdata: "folder",
  pyramid: "image",
  stitchingvector: "vector-field",
  tensorflowmodel: "model",
};

/** Inputs and outputs, joined with their form items by the key `inputs.<name>`. */
export function readParameters(draft: Draft, root: Mapping): void {
  const form = readForm(memberOf(root, "ui"), "/ui");
  for (const side of ["inputs", "outputs"] as const) {
    for (const entry of namedEntries(memberOf(root, side), `/${side}`, "name")) {
      readParameter(draft, entry, side === "inputs" ? "in" : "out", form.get(`${side}.${entry.key}`));
    }
  }
}

function readParameter(draft: Draft, entry: NamedEntry, direction: "in" | "out", item: FormItem | undefined): void {
  const { part, pointer } = entry;
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const format = memberOf(part, "format");
  const isSecret = isSecretName(entry.key);
  const defaultKey = ["defaultValue", "default"].find((key) => Object.hasOwn(part, key));
  const given = defaultKey === undefined ? item?.default : memberOf(part, defaultKey);
  const choices = item?.choices;
  const parameter = dropAbsent<Parameter>({
    direction,
    key: entry.key,
    label: item?.title ?? textOf(memberOf(part, "title")),
    description: textOf(memberOf(part, "description"), 5_000) ?? item?.description,
    kind: kindOf(rawType, textsOf(format, 20), choices !== undefined),
    rawType,
    formats: formatsOf(format),
    required: booleanOf(memberOf(part, "required")),
    default: isSecret ? undefined : copyValue(given),
    choices,
    minimum: numberOf(memberOf(part, "minimum")) ?? item?.minimum,
    maximum: numberOf(memberOf(part, "maximum")) ?? item?.maximum,
    secret: isSecret ? true : undefined,
    showIf: item?.showIf,
    group: item?.group,
    order: item?.order,
  });
  const places: Partial<Record<keyof Parameter, string>> = { ...item?.places };
  for (const key of ["description", "required", "minimum", "maximum"] as const) {
    if (Object.hasOwn(part, key)) places[key] = `${pointer}/${key}`;
  }
  if (Object.hasOwn(part, "name")) places.key = `${pointer}/name`;
  if (Object.hasOwn(part, "type")) places.rawType = `${pointer}/type`;
  if (defaultKey !== undefined) places.default = `${pointer}/${defaultKey}`;
  addParameter(draft, parameter, pointer, places);
}

function kindOf(rawType: string, formats: readonly string[], hasChoices: boolean): ParameterKind {
  if (hasChoices) return "choice";
  if (rawType === "path") {
    const known = formats.map((format) => format.toLowerCase()).find((format) => Object.hasOwn(KINDS_OF_PATHS, format));
    return known === undefined ? "file" : (KINDS_OF_PATHS[known] ?? "file");
  }
  return Object.hasOwn(KINDS, rawType) ? (KINDS[rawType] ?? "other") : "other";
}

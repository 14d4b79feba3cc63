import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

/** Field of the record ← key of an input or output. */
const PLACES: readonly (readonly [keyof Parameter, string])[] = [
  ["key", "id"],
  ["rawType", "type"],
  ["label", "name"],
  ["description", "description"],
  ["required", "optional"],
  ["default", "default-value"],
  ["choices", "value-choices"],
  ["minimum", "minimum"],
  ["maximum", "maximum"],
  ["flag", "command-line-flag"],
  ["setBy", "set-by-server"],
];

/** Types of Cytomine (`Number`, `Domain` …) and of BIOMERO (`image`, `float` …), in small letters. */
const KINDS: Readonly<Record<string, ParameterKind>> = {
  array: "array",
  boolean: "boolean",
  file: "file",
  float: "number",
  image: "image",
  integer: "integer",
  number: "number",
  string: "string",
};

/** Inputs, those that the server sets marked so, and outputs. */
export function readParameters(draft: Draft, root: Mapping): void {
  for (const side of ["inputs", "outputs"] as const) {
    for (const [order, entry] of namedEntries(memberOf(root, side), `/${side}`, "id").entries()) {
      const direction = side === "inputs" ? "in" : "out";
      addParameter(draft, readParameter(entry, direction, order), entry.pointer, placesOf(entry));
    }
  }
}

function readParameter(entry: NamedEntry, direction: "in" | "out", order: number): Parameter {
  const { part, key } = entry;
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const choices = memberOf(part, "value-choices");
  const isOptional = booleanOf(memberOf(part, "optional"));
  const isSetByServer = booleanOf(memberOf(part, "set-by-server"));
  const isSecret = isSecretName(key);
  return dropAbsent<Parameter>({
    direction,
    key,
    label: textOf(memberOf(part, "name")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: kindOf(rawType, booleanOf(memberOf(part, "integer")) === true, Array.isArray(choices)),
    rawType,
    isList: booleanOf(memberOf(part, "list")),
    formats: [...formatsOf(memberOf(part, "format")), ...formatsOf(memberOf(part, "sub-type"))],
    required: direction === "in" ? isOptional !== true : undefined,
    default: isSecret ? undefined : copyValue(memberOf(part, "default-value")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    minimum: numberOf(memberOf(part, "minimum")),
    maximum: numberOf(memberOf(part, "maximum")),
    exclusiveMinimum: booleanOf(memberOf(part, "exclusive-minimum")),
    exclusiveMaximum: booleanOf(memberOf(part, "exclusive-maximum")),
    secret: isSecret ? true : undefined,
    setBy: isSetByServer === undefined ? undefined : isSetByServer ? "platform" : "user",
    flag: flagOf(memberOf(part, "command-line-flag"), key),
    order,
  });
}

function kindOf(rawType: string, isInteger: boolean, hasChoices: boolean): ParameterKind {
  if (hasChoices) return "choice";
  const kind = rawType.toLowerCase();
  if (kind === "number" && isInteger) return "integer";
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? "other") : "other";
}

/** Cytomine writes `--@id` for "a flag named like the input": https://doc.cytomine.com/dev-guide/algorithms/ */
function flagOf(value: unknown, key: string): string | undefined {
  return textOf(value, 200)
    ?.replaceAll("@id", () => key)
    .replaceAll("@ID", () => key.toUpperCase())
    .slice(0, 500);
}

function placesOf(entry: NamedEntry): Partial<Record<keyof Parameter, string>> {
  const found = PLACES.filter(([, key]) => Object.hasOwn(entry.part, key));
  return Object.fromEntries(found.map(([field, key]) => [field, `${entry.pointer}/${key}`]));
}

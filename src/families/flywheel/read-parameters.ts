import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

/** Field of the record ← key of an input or setting, where they have the same place. */
const PLACES: readonly (readonly [keyof Parameter, string])[] = [
  ["rawType", "type"],
  ["description", "description"],
  ["required", "optional"],
  ["default", "default"],
  ["choices", "enum"],
  ["minimum", "minimum"],
  ["maximum", "maximum"],
];

const KINDS: Readonly<Record<string, ParameterKind>> = {
  array: "array",
  boolean: "boolean",
  integer: "integer",
  number: "number",
  string: "string",
};

/** `inputs` (files, keys and contexts) and `config` (settings), both as JSON Schema has them. */
export function readParameters(draft: Draft, root: Mapping): void {
  for (const entry of namedEntries(memberOf(root, "inputs"), "/inputs", "name")) {
    addParameter(draft, readInput(entry), entry.pointer, placesOf(entry));
  }
  for (const entry of namedEntries(memberOf(root, "config"), "/config", "name")) {
    addParameter(draft, readSetting(entry), entry.pointer, placesOf(entry));
  }
}

/** `base` says what an input is; a key or a context comes from the platform, and a key is a secret. */
function readInput({ part, key }: NamedEntry): Parameter {
  const base = textOf(memberOf(part, "base"), 100) ?? "";
  const isKey = base === "api-key";
  return dropAbsent<Parameter>({
    direction: "in",
    key,
    description: textOf(memberOf(part, "description"), 5_000),
    kind: base === "file" ? "file" : "other",
    rawType: base,
    formats: formatsOf(memberOf(memberOf(part, "type"), "enum") ?? []),
    required: booleanOf(memberOf(part, "optional")) !== true,
    secret: isKey || isSecretName(key) ? true : undefined,
    setBy: isKey || base === "context" ? "platform" : undefined,
  });
}

function readSetting({ part, key }: NamedEntry): Parameter {
  const rawType = textOf(memberOf(part, "type"), 100) ?? "";
  const choices = memberOf(part, "enum");
  const isSecret = isSecretName(key);
  return dropAbsent<Parameter>({
    direction: "in",
    key,
    label: textOf(memberOf(part, "title")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: Array.isArray(choices) ? "choice" : Object.hasOwn(KINDS, rawType) ? (KINDS[rawType] ?? "other") : "other",
    rawType,
    formats: [],
    required: booleanOf(memberOf(part, "optional")) !== true,
    default: isSecret ? undefined : copyValue(memberOf(part, "default")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    minimum: numberOf(memberOf(part, "minimum")),
    maximum: numberOf(memberOf(part, "maximum")),
    secret: isSecret ? true : undefined,
  });
}

function placesOf(entry: NamedEntry): Partial<Record<keyof Parameter, string>> {
  const found = PLACES.filter(([, key]) => Object.hasOwn(entry.part, key));
  return Object.fromEntries(found.map(([field, key]) => [field, `${entry.pointer}/${key}`]));
}

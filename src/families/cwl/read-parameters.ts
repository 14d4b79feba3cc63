import { pointerOf } from "../../document/pointer.ts";
import type { Parameter } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf, textsOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";
import { itemsOf, readType } from "./read-type.ts";

/** Inputs and outputs, written as list or map; nothing computed by an expression is evaluated. */
export function readParameters(draft: Draft, part: Mapping): void {
  const secrets = secretsOf(part);
  for (const side of ["inputs", "outputs"] as const) {
    for (const entry of namedEntries(memberOf(part, side), draft.pointer + pointerOf(side), "id")) {
      const key = entry.key.startsWith("#")
        ? entry.key.slice(entry.key.lastIndexOf("/") + 1).replace(/^#/u, "")
        : entry.key;
      const isSecret = secrets.has(key) || isSecretName(key);
      const parameter = readParameter(entry, key, side === "inputs" ? "in" : "out", isSecret);
      addParameter(draft, parameter, entry.pointer, placesOf(entry, parameter));
    }
  }
}

function readParameter(entry: NamedEntry, key: string, direction: "in" | "out", isSecret: boolean): Parameter {
  const { part } = entry;
  // `inputs: {reads: File}` is short for `{reads: {type: File}}`.
  const type = readType(isMapping(entry.value) ? memberOf(part, "type") : entry.value);
  const hasDefault = Object.hasOwn(part, "default");
  const binding = memberOf(part, "inputBinding");
  return dropAbsent<Parameter>({
    direction,
    key,
    label: textOf(memberOf(part, "label")),
    description: docOf(memberOf(part, "doc") ?? memberOf(part, "description")),
    kind: type.kind === "other" && type.isList ? "array" : type.kind,
    rawType: type.rawType,
    isList: type.isList ? true : undefined,
    items: itemsOf(type),
    formats: formatsOf(memberOf(part, "format")),
    required: direction === "in" ? !type.isNullable && !hasDefault : !type.isNullable,
    default: isSecret ? undefined : copyValue(memberOf(part, "default")),
    choices: type.choices,
    secret: isSecret ? true : undefined,
    flag: textOf(memberOf(binding, "prefix"), 200),
    order: numberOf(memberOf(binding, "position")),
  });
}

function docOf(value: unknown): string | undefined {
  if (!Array.isArray(value)) return textOf(value, 5_000);
  const doc = textsOf(value, 100).join("\n").slice(0, 5_000);
  return doc === "" ? undefined : doc;
}

function placesOf(entry: NamedEntry, parameter: Parameter): Partial<Record<keyof Parameter, string>> {
  const places: Partial<Record<keyof Parameter, string>> = {};
  const { part, pointer } = entry;
  if (Object.hasOwn(part, "default")) places.default = `${pointer}/default`;
  if (Object.hasOwn(part, "doc")) places.description = `${pointer}/doc`;
  if (Object.hasOwn(part, "id")) places.key = `${pointer}/id`;
  const type = Object.hasOwn(part, "type") ? `${pointer}/type` : pointer;
  places.rawType = type;
  places.required = type;
  if (parameter.choices !== undefined) places.choices = type;
  return places;
}

/** https://github.com/common-workflow-language/cwltool: the extension `cwltool:Secrets` names inputs to hide. */
function secretsOf(part: Mapping): ReadonlySet<string> {
  const secrets = new Set<string>();
  for (const side of ["requirements", "hints"]) {
    for (const entry of namedEntries(memberOf(part, side), "", "class")) {
      if (!entry.key.endsWith("Secrets")) continue;
      for (const name of textsOf(memberOf(entry.part, "secrets"))) secrets.add(name);
    }
  }
  return secrets;
}

import type { DataFormat, Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf, textsOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";
import { oneOf } from "./one-of.ts";

const KINDS: readonly ParameterKind[] = [
  ...(["file", "folder", "image", "table", "model", "vector-field", "point-cloud", "mesh"] as const),
  ...(["string", "integer", "number", "boolean", "choice", "array", "other"] as const),
];

/** Keys that our manifest and the record name differently. */
const RECORD_NAMES: Readonly<Record<string, string>> = { type: "rawType", list: "isList" };

/** `inputs` and `outputs`. */
export function readParameters(draft: Draft, root: Mapping): void {
  for (const side of ["inputs", "outputs"] as const) {
    for (const entry of namedEntries(memberOf(root, side), `/${side}`, "key")) {
      const parameter = readParameter(entry, side === "inputs" ? "in" : "out");
      addParameter(draft, parameter, entry.pointer, placesOf(entry));
    }
  }
}

function readParameter(entry: NamedEntry, direction: "in" | "out"): Parameter {
  const { part } = entry;
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const choices = memberOf(part, "choices");
  const isSecret = booleanOf(memberOf(part, "secret")) ?? isSecretName(entry.key);
  const hasDefault = Object.hasOwn(part, "default");
  return dropAbsent<Parameter>({
    direction,
    key: entry.key,
    label: textOf(memberOf(part, "label")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: oneOf(rawType, KINDS) ?? "other",
    rawType,
    isList: booleanOf(memberOf(part, "list")),
    items: oneOf(memberOf(part, "items"), ["integer", "number", "string", "boolean"]),
    axes: textOf(memberOf(part, "axes"), 50),
    formats: readFormats(memberOf(part, "formats")),
    required: booleanOf(memberOf(part, "required")) ?? !hasDefault,
    default: isSecret ? undefined : copyValue(memberOf(part, "default")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    minimum: numberOf(memberOf(part, "minimum")),
    maximum: numberOf(memberOf(part, "maximum")),
    exclusiveMinimum: booleanOf(memberOf(part, "exclusiveMinimum")),
    exclusiveMaximum: booleanOf(memberOf(part, "exclusiveMaximum")),
    step: numberOf(memberOf(part, "step")),
    unit: textOf(memberOf(part, "unit"), 100),
    pattern: textOf(memberOf(part, "pattern"), 500),
    secret: isSecret ? true : undefined,
    setBy: oneOf(memberOf(part, "setBy"), ["user", "platform"]),
    flag: textOf(memberOf(part, "flag"), 200),
    showIf: textOf(memberOf(part, "showIf")),
    group: textOf(memberOf(part, "group"), 300),
    order: numberOf(memberOf(part, "order")),
  });
}

function readFormats(value: unknown): DataFormat[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 100).flatMap((item: unknown) => {
    const edam = textOf(memberOf(item, "edam"), 100);
    const mediaType = textOf(memberOf(item, "mediaType"), 200);
    const extensions = textsOf(memberOf(item, "extensions"), 50);
    const raw = textOf(memberOf(item, "name") ?? item, 300) ?? edam ?? mediaType ?? extensions[0];
    if (raw === undefined) return [];
    return [
      dropAbsent<DataFormat>({ raw, edam, mediaType, extensions: extensions.length === 0 ? undefined : extensions }),
    ];
  });
}

function placesOf(entry: NamedEntry): Partial<Record<keyof Parameter, string>> {
  const places: Record<string, string> = {};
  for (const key of Object.keys(entry.part).filter((name) => /^[a-zA-Z]{1,30}$/u.test(name))) {
    places[Object.hasOwn(RECORD_NAMES, key) ? (RECORD_NAMES[key] ?? key) : key] = `${entry.pointer}/${key}`;
  }
  return places;
}

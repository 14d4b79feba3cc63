import type { DataFormat, Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf, textsOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

/** Field of the record ← key of an input. */
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
];

/** Inputs and output files. */
export function readParameters(draft: Draft, root: Mapping): void {
  const groups = groupsOf(root);
  for (const [order, entry] of namedEntries(memberOf(root, "inputs"), "/inputs", "id").entries()) {
    const input = readInput(entry, order, groups.get(entry.key));
    addParameter(draft, input, entry.pointer, placesOf(entry));
  }
  for (const entry of namedEntries(memberOf(root, "output-files"), "/output-files", "id")) {
    addParameter(draft, readOutput(entry), entry.pointer, placesOf(entry));
  }
}

function readInput(entry: NamedEntry, order: number, group: string | undefined): Parameter {
  const { part } = entry;
  const type = memberOf(part, "type");
  const choices = memberOf(part, "value-choices");
  const isSecret = isSecretName(entry.key);
  const isOptional = booleanOf(memberOf(part, "optional"));
  return dropAbsent<Parameter>({
    direction: "in",
    key: entry.key,
    label: textOf(memberOf(part, "name")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: kindOf(type, booleanOf(memberOf(part, "integer")) === true, Array.isArray(choices)),
    rawType: rawTypeOf(type),
    isList: booleanOf(memberOf(part, "list")),
    formats: [],
    required: isOptional === undefined ? true : !isOptional,
    default: isSecret ? undefined : copyValue(memberOf(part, "default-value")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    minimum: numberOf(memberOf(part, "minimum")),
    maximum: numberOf(memberOf(part, "maximum")),
    exclusiveMinimum: booleanOf(memberOf(part, "exclusive-minimum")),
    exclusiveMaximum: booleanOf(memberOf(part, "exclusive-maximum")),
    secret: isSecret ? true : undefined,
    flag: textOf(memberOf(part, "command-line-flag"), 200),
    group,
    order,
  });
}

function readOutput(entry: NamedEntry): Parameter {
  const { part } = entry;
  const isOptional = booleanOf(memberOf(part, "optional"));
  return dropAbsent<Parameter>({
    direction: "out",
    key: entry.key,
    label: textOf(memberOf(part, "name")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: "file",
    rawType: "File",
    isList: booleanOf(memberOf(part, "list")),
    formats: formatsOfTemplate(memberOf(part, "path-template")),
    required: isOptional === undefined ? true : !isOptional,
    flag: textOf(memberOf(part, "command-line-flag"), 200),
  });
}

function kindOf(type: unknown, isInteger: boolean, hasChoices: boolean): ParameterKind {
  switch (type) {
    case "File":
      return "file";
    case "Flag":
      return "boolean";
    case "Number":
      return hasChoices ? "choice" : isInteger ? "integer" : "number";
    case "String":
      return hasChoices ? "choice" : "string";
    default:
      return "other";
  }
}

/** niwrap writes whole sub-commands as the type; their name stands for them here. */
function rawTypeOf(type: unknown): string {
  if (isMapping(type)) return `subcommand ${textOf(memberOf(type, "id"), 200) ?? ""}`.trim();
  if (Array.isArray(type)) return `one of ${type.slice(0, 20).map(rawTypeOf).join(", ")}`.slice(0, 500);
  return textOf(type, 200) ?? "";
}

function formatsOfTemplate(value: unknown): DataFormat[] {
  const raw = textOf(value, 500);
  if (raw === undefined) return [];
  const extension = /(?:\.[A-Za-z][A-Za-z0-9]{0,9}){1,2}$/u.exec(raw.slice(-40))?.[0];
  return extension === undefined ? [{ raw }] : [{ raw, extensions: [extension] }];
}

/** Input id → name of the first group that holds it. */
function groupsOf(root: Mapping): Map<string, string> {
  const groups = new Map<string, string>();
  for (const entry of namedEntries(memberOf(root, "groups"), "/groups", "id")) {
    const name = textOf(memberOf(entry.part, "name"), 300) ?? entry.key;
    for (const member of textsOf(memberOf(entry.part, "members"))) if (!groups.has(member)) groups.set(member, name);
  }
  return groups;
}

function placesOf(entry: NamedEntry): Partial<Record<keyof Parameter, string>> {
  const found = PLACES.filter(([, key]) => Object.hasOwn(entry.part, key));
  return Object.fromEntries(found.map(([field, key]) => [field, `${entry.pointer}/${key}`]));
}

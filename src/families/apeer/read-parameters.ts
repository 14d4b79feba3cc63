import { pointerOf } from "../../document/pointer.ts";
import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

const KINDS: Readonly<Record<string, ParameterKind>> = {
  boolean: "boolean",
  choice_binary: "choice",
  choice_single: "choice",
  file: "file",
  integer: "integer",
  number: "number",
  string: "string",
};

/** Inputs and outputs of `spec`, joined with what `ui` says of them by name. */
export function readParameters(draft: Draft, root: Mapping): void {
  for (const side of ["inputs", "outputs"] as const) {
    const ui = memberOf(memberOf(root, "ui"), side);
    for (const entry of namedEntries(memberOf(memberOf(root, "spec"), side), `/spec/${side}`, "name")) {
      readParameter(draft, entry, side === "inputs" ? "in" : "out", memberOf(ui, entry.key), `/ui/${side}`);
    }
  }
}

function readParameter(draft: Draft, entry: NamedEntry, direction: "in" | "out", item: unknown, uiAt: string): void {
  const { part, key, pointer } = entry;
  const typeKey = Object.keys(part).find((name) => name.startsWith("type:"));
  const rawType = (typeKey ?? "type:").slice("type:".length, 200);
  const inner = /^list\[(?<inner>\w{1,50})\]$/u.exec(rawType)?.groups?.["inner"];
  const rule = typeKey === undefined ? undefined : memberOf(part, typeKey);
  const lower = ["lower_inclusive", "lower_exclusive"].find((name) => memberOf(rule, name) !== undefined);
  const upper = ["upper_inclusive", "upper_exclusive"].find((name) => memberOf(rule, name) !== undefined);
  const choices = choicesOf(rule);
  const isSecret = isSecretName(key);
  const kind = inner ?? rawType;
  const parameter = dropAbsent<Parameter>({
    direction,
    key,
    label: textOf(memberOf(item, "label")),
    description: textOf(memberOf(item, "description"), 5_000),
    kind: Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? "other") : "other",
    rawType,
    isList: inner === undefined ? undefined : true,
    formats: formatsOf(memberOf(rule, "format")),
    required: booleanOf(memberOf(part, "required")) ?? notOf(booleanOf(memberOf(part, "optional"))),
    default: isSecret ? undefined : copyValue(memberOf(part, "default")),
    choices,
    minimum: lower === undefined ? undefined : numberOf(memberOf(rule, lower)),
    maximum: upper === undefined ? undefined : numberOf(memberOf(rule, upper)),
    exclusiveMinimum: lower === "lower_exclusive" ? true : undefined,
    exclusiveMaximum: upper === "upper_exclusive" ? true : undefined,
    secret: isSecret ? true : undefined,
    order: numberOf(memberOf(item, "index")),
  });
  const places: Partial<Record<keyof Parameter, string>> = {};
  const typeAt = typeKey === undefined ? pointer : pointer + pointerOf(typeKey);
  if (typeKey !== undefined) places.rawType = typeAt;
  if (lower !== undefined) places.minimum = `${typeAt}/${lower}`;
  if (upper !== undefined) places.maximum = `${typeAt}/${upper}`;
  if (Object.hasOwn(part, "default")) places.default = `${pointer}/default`;
  const itemAt = uiAt + pointerOf(key);
  for (const name of ["label", "description"] as const) {
    if (parameter[name] !== undefined) places[name] = `${itemAt}/${name}`;
  }
  addParameter(draft, parameter, pointer, places);
}

/** A list of choices, or an object that has one. */
function choicesOf(rule: unknown): unknown[] | undefined {
  const list = Array.isArray(rule) ? rule : memberOf(rule, "choices");
  return Array.isArray(list) ? list.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined;
}

function notOf(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

import { pointerOf } from "../../document/pointer.ts";
import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

const KINDS: Readonly<Record<string, ParameterKind>> = { choose: "choice", number: "number", string: "string" };

/** `ui` as a list of objects from a label to its form item; a `ui` that is a text stays in `ext`. */
export function readParameters(draft: Draft, ui: unknown): void {
  const rows: unknown[] = Array.isArray(ui) ? ui.slice(0, 500) : [];
  for (const [index, row] of rows.entries()) {
    if (!isMapping(row)) continue;
    for (const [label, item] of Object.entries(row).slice(0, 100)) {
      if (isMapping(item)) readItem(draft, label, item, `/ui/${index}${pointerOf(label)}`);
    }
  }
}

function readItem(draft: Draft, label: string, item: Mapping, at: string): void {
  const key = textOf(memberOf(item, "id"), 300) ?? label.slice(0, 300);
  const rawType = textOf(memberOf(item, "type"), 100) ?? "";
  const choices = memberOf(item, "options");
  const isSecret = isSecretName(key);
  const parameter = dropAbsent<Parameter>({
    direction: "in",
    key,
    label: textOf(label, 300),
    kind: Object.hasOwn(KINDS, rawType) ? (KINDS[rawType] ?? "other") : "other",
    rawType,
    formats: [],
    // ImJoy takes what stands in the empty field as the value.
    default: isSecret ? undefined : copyValue(memberOf(item, "placeholder")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    minimum: numberOf(memberOf(item, "min")),
    maximum: numberOf(memberOf(item, "max")),
    step: numberOf(memberOf(item, "step")),
    secret: isSecret ? true : undefined,
  });
  const places: Partial<Record<keyof Parameter, string>> = {};
  const fields = [
    ["key", "id"],
    ["rawType", "type"],
    ["default", "placeholder"],
    ["choices", "options"],
  ] as const;
  for (const [field, name] of [...fields, ["minimum", "min"] as const, ["maximum", "max"] as const]) {
    if (Object.hasOwn(item, name)) places[field] = `${at}/${name}`;
  }
  addParameter(draft, parameter, at, places);
}

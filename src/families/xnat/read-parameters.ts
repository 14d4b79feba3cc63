import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf } from "../narrow-value.ts";
import { isSecretInput } from "./is-secret-input.ts";

/** Field of the record ← key of an input or output. */
const PLACES: readonly (readonly [keyof Parameter, string])[] = [
  ["key", "name"],
  ["rawType", "type"],
  ["label", "label"],
  ["description", "description"],
  ["required", "required"],
  ["default", "default-value"],
  ["choices", "select-values"],
  ["flag", "command-line-flag"],
];

const KINDS: Readonly<Record<string, ParameterKind>> = {
  boolean: "boolean",
  directory: "folder",
  file: "file",
  hidden: "string",
  number: "number",
  "select-many": "choice",
  "select-one": "choice",
  static: "string",
  string: "string",
};

/** Inputs, the objects of XNAT that its wrappers ask for, and outputs. */
export function readParameters(draft: Draft, part: Mapping): void {
  const at = draft.pointer;
  const wrappers = namedEntries(memberOf(part, "xnat"), `${at}/xnat`, "name");
  const given = givenByWrappers(wrappers);
  for (const [order, entry] of namedEntries(memberOf(part, "inputs"), `${at}/inputs`, "name").entries()) {
    addParameter(draft, readInput(entry, order, given.has(entry.key)), entry.pointer, placesOf(entry));
  }
  for (const wrapper of wrappers) {
    const inputs = namedEntries(
      memberOf(wrapper.part, "external-inputs"),
      `${wrapper.pointer}/external-inputs`,
      "name",
    );
    for (const entry of inputs) {
      const parameter = readExternalInput(entry, wrapper.key);
      addParameter(draft, parameter, entry.pointer, placesOf(entry));
    }
  }
  for (const entry of namedEntries(memberOf(part, "outputs"), `${at}/outputs`, "name")) {
    addParameter(draft, readOutput(entry), entry.pointer, placesOf(entry));
  }
}

/** Names of inputs whose value a wrapper takes from an object of XNAT: nobody is asked for them. */
function givenByWrappers(wrappers: readonly NamedEntry[]): Set<string> {
  const names = new Set<string>();
  for (const { part } of wrappers) {
    for (const side of ["external-inputs", "derived-inputs"]) {
      for (const entry of namedEntries(memberOf(part, side), "", "name")) {
        const name = textOf(memberOf(entry.part, "provides-value-for-command-input"), 300);
        if (name !== undefined) names.add(name);
      }
    }
  }
  return names;
}

function readInput({ part, key }: NamedEntry, order: number, isGiven: boolean): Parameter {
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const choices = memberOf(part, "select-values");
  const hasChoices = Array.isArray(choices) && choices.length > 0;
  const isSecret = isSecretInput(key) || booleanOf(memberOf(part, "sensitive")) === true;
  const isHidden = booleanOf(memberOf(part, "user-settable")) === false;
  return dropAbsent<Parameter>({
    direction: "in",
    key,
    label: textOf(memberOf(part, "label")),
    description: textOf(memberOf(part, "description"), 5_000),
    // The type is "string" where none is written.
    kind: hasChoices ? "choice" : (kindOf(rawType) ?? (rawType === "" ? "string" : "other")),
    rawType,
    isList: rawType === "select-many" ? true : undefined,
    formats: [],
    required: booleanOf(memberOf(part, "required")),
    default: isSecret ? undefined : copyValue(memberOf(part, "default-value")),
    choices: hasChoices ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    secret: isSecret ? true : undefined,
    setBy: isGiven || isHidden ? "platform" : undefined,
    flag: textOf(memberOf(part, "command-line-flag"), 200),
    order,
  });
}

/** A session, scan, subject …: its files are mounted as a folder. The matcher stays text. */
function readExternalInput({ part, key }: NamedEntry, group: string): Parameter {
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const kind = kindOf(rawType);
  return dropAbsent<Parameter>({
    direction: "in",
    key,
    label: textOf(memberOf(part, "label")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: kind ?? "folder",
    rawType,
    formats: [],
    required: booleanOf(memberOf(part, "required")),
    showIf: textOf(memberOf(part, "matcher"), 2_000),
    group,
  });
}

function readOutput({ part, key }: NamedEntry): Parameter {
  const path = textOf(memberOf(part, "path"), 500);
  const extension = path === undefined ? undefined : /\.[A-Za-z][A-Za-z0-9]{0,9}$/u.exec(path.slice(-20))?.[0];
  return dropAbsent<Parameter>({
    direction: "out",
    key,
    label: textOf(memberOf(part, "label")),
    description: textOf(memberOf(part, "description"), 5_000),
    kind: extension === undefined ? "folder" : "file",
    rawType: textOf(memberOf(part, "type"), 200) ?? "",
    formats: formatsOf(extension),
    required: booleanOf(memberOf(part, "required")),
  });
}

function kindOf(rawType: string): ParameterKind | undefined {
  const type = rawType.toLowerCase();
  return Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
}

function placesOf(entry: NamedEntry): Partial<Record<keyof Parameter, string>> {
  const found = PLACES.filter(([, key]) => Object.hasOwn(entry.part, key));
  return Object.fromEntries(found.map(([field, key]) => [field, `${entry.pointer}/${key}`]));
}

import { pointerOf } from "../../document/pointer.ts";
import type { DataFormat, Parameter, ParameterKind } from "../../model/parameter.ts";
import { copyValue } from "../copy-value.ts";
import { formatsOf } from "../data-format.ts";
import type { Draft } from "../draft.ts";
import { addParameter } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf } from "../narrow-value.ts";
import { isSecretName } from "../secret-name.ts";

/** Types of channel elements and what they hold. */
const KINDS: Readonly<Record<string, ParameterKind>> = {
  boolean: "boolean",
  directory: "folder",
  eval: "string",
  file: "file",
  float: "number",
  integer: "integer",
  list: "array",
  map: "other",
  string: "string",
};

/** A list of more channels than this is read to here. */
const MAX_CHANNELS = 500;

interface Element extends NamedEntry {
  /** The channel that the element travels in. */
  channel: string;
}

/** `input` is a list of channels, `output` a map of them (a list in older modules); a channel is one element or a tuple. */
export function readParameters(draft: Draft, root: Mapping): void {
  for (const element of channelsOf(memberOf(root, "input"), "/input").flat())
    addElement(draft, element, "in", element.key);
  for (const channel of channelsOf(memberOf(root, "output"), "/output")) {
    const results = channel.filter(({ part }) => memberOf(part, "type") !== "map");
    for (const element of channel) {
      const isWhole = results.length === 1 && results[0] === element;
      // Elements of results are named by globs ("*.bam"); the pipeline knows them by their channel.
      const key =
        element.channel === "" || isWhole ? element.channel || element.key : `${element.channel}.${element.key}`;
      addElement(draft, element, "out", key);
    }
  }
}

function channelsOf(value: unknown, pointer: string): Element[][] {
  const isNamed = isMapping(value);
  return namedEntries(value, pointer, "")
    .slice(0, MAX_CHANNELS)
    .map((entry) => {
      // A map of elements in place of a map of channels: the element's own members are none.
      if (isNamed && typeof memberOf(entry.value, "type") === "string") return [{ ...entry, channel: "" }];
      return elementsOf(entry.value, entry.pointer, isNamed ? entry.key : "", 0);
    });
}

/** Lists inside lists are the tuple of a channel; deeper ones are a fault of the manifest. */
function elementsOf(value: unknown, pointer: string, channel: string, depth: number): Element[] {
  if (Array.isArray(value)) {
    if (depth > 2) return [];
    return value
      .slice(0, MAX_CHANNELS)
      .flatMap((item: unknown, index) => elementsOf(item, pointer + pointerOf(index), channel, depth + 1));
  }
  return namedEntries(value, pointer, "").map((entry) => ({ ...entry, channel }));
}

function addElement(draft: Draft, { part, pointer, channel }: Element, direction: "in" | "out", key: string): void {
  const rawType = textOf(memberOf(part, "type"), 200) ?? "";
  const choices = memberOf(part, "enum");
  const isSecret = isSecretName(key);
  const parameter = dropAbsent<Parameter>({
    direction,
    key,
    description: textOf(memberOf(part, "description"), 5_000),
    kind: Array.isArray(choices) ? "choice" : Object.hasOwn(KINDS, rawType) ? (KINDS[rawType] ?? "other") : "other",
    rawType,
    formats: readFormats(part),
    required: direction === "in" ? isRequired(part) : undefined,
    default: isSecret ? undefined : copyValue(memberOf(part, "default")),
    choices: Array.isArray(choices) ? choices.slice(0, 1_000).map((value: unknown) => copyValue(value)) : undefined,
    secret: isSecret ? true : undefined,
    group: channel === "" ? undefined : channel,
  });
  const places: Partial<Record<keyof Parameter, string>> = { key: pointer };
  if (Object.hasOwn(part, "type")) places.rawType = `${pointer}/type`;
  if (Object.hasOwn(part, "default")) places.default = `${pointer}/default`;
  if (Object.hasOwn(part, "enum")) places.choices = `${pointer}/enum`;
  addParameter(draft, parameter, pointer, places);
}

/** Every element of a channel is given; what may be empty says so. */
function isRequired(part: Mapping): boolean {
  return booleanOf(memberOf(part, "required")) ?? booleanOf(memberOf(part, "optional")) !== true;
}

/** `ontologies[]{edam: URL}`, and the glob `pattern` with the extensions that it lists. */
function readFormats(part: Mapping): DataFormat[] {
  const ontologies = memberOf(part, "ontologies");
  const list = Array.isArray(ontologies) ? ontologies.slice(0, 100) : [];
  const formats = formatsOf(list.flatMap((item: unknown) => memberOf(item, "edam") ?? []));
  const raw = textOf(memberOf(part, "pattern"), 300);
  if (raw === undefined) return formats;
  const extensions = extensionsOf(raw);
  return [...formats, extensions.length === 0 ? { raw } : { raw, extensions }];
}

/** `*.{fa,fasta.gz}` lists its extensions, `*.bam` is one; any other glob tells none for certain. */
function extensionsOf(glob: string): string[] {
  const groups = /^\*\.(?:\{(?<list>[^{}]+)\}|(?<one>[\w.]+))$/u.exec(glob)?.groups;
  const words = (groups?.["list"] ?? groups?.["one"] ?? "").split(",").map((word) => word.trim().replace(/^\./u, ""));
  return words.filter((word) => /^[A-Za-z0-9.]{1,20}$/u.test(word)).map((word) => `.${word}`);
}

import type { Parameter, ParameterKind } from "../../model/parameter.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";

/** What a CWL type says, taken apart. */
export interface CwlType {
  kind: ParameterKind;
  rawType: string;
  isNullable: boolean;
  isList: boolean;
  choices?: string[];
}

const KINDS: Readonly<Record<string, ParameterKind>> = {
  File: "file",
  Directory: "folder",
  stdin: "file",
  stdout: "file",
  stderr: "file",
  string: "string",
  int: "integer",
  long: "integer",
  float: "number",
  double: "number",
  boolean: "boolean",
  enum: "choice",
};

/** Reads a type: `File[]?`, a union with "null", `{type: array, items: …}`, `{type: enum, symbols: […]}`. */
export function readType(type: unknown, depth = 0): CwlType {
  const unknown: CwlType = { kind: "other", rawType: rawTypeOf(type), isNullable: false, isList: false };
  if (depth > 8) return unknown;
  if (typeof type === "string") return { ...readTypeName(type.slice(0, 500)), rawType: unknown.rawType };
  if (Array.isArray(type)) return { ...readUnion(type, depth), rawType: unknown.rawType };
  if (!isMapping(type)) return unknown;
  const name = memberOf(type, "type");
  if (name === "array")
    return {
      ...readType(memberOf(type, "items"), depth + 1),
      rawType: unknown.rawType,
      isList: true,
      isNullable: false,
    };
  if (name === "enum") return { ...unknown, kind: "choice", choices: symbolsOf(memberOf(type, "symbols")) };
  return name === undefined || name === "record" ? unknown : { ...readType(name, depth + 1), rawType: unknown.rawType };
}

/** Item type of a list, where it is a plain one. */
export function itemsOf(type: CwlType): Parameter["items"] {
  const { kind, isList } = type;
  if (!isList) return undefined;
  return kind === "integer" || kind === "number" || kind === "string" || kind === "boolean" ? kind : undefined;
}

// https://www.commonwl.org/v1.2/CommandLineTool.html#Document_preprocessing: `?` and `[]` are shorthands.
function readTypeName(written: string): CwlType {
  const isNullable = written.endsWith("?");
  const inner = isNullable ? written.slice(0, -1) : written;
  const isList = inner.endsWith("[]");
  const name = inner.replace(/(?:\[\])+$/u, "");
  const kind = Object.hasOwn(KINDS, name) ? (KINDS[name] ?? "other") : "other";
  return { kind, rawType: written, isNullable, isList };
}

/** Of several alternatives the first that is known gives the kind: `[null, File, string]` reads as a file. */
function readUnion(types: readonly unknown[], depth: number): CwlType {
  const others = types.slice(0, 50).filter((type) => type !== "null" && type !== null);
  const read = others.map((type) => readType(type, depth + 1));
  const best = read.find((type) => type.kind !== "other") ?? read[0];
  const isNullable = others.length < types.length || read.some((type) => type.isNullable);
  return { kind: "other", rawType: "", isList: false, ...best, isNullable };
}

/** Symbols of a resolved schema are ids: `#tool/input/symbol`. */
function symbolsOf(value: unknown): string[] {
  return textsOf(value, 1_000).map((symbol) =>
    symbol.includes("#") ? symbol.slice(Math.max(symbol.lastIndexOf("/"), symbol.indexOf("#")) + 1) : symbol,
  );
}

function rawTypeOf(type: unknown): string {
  if (type === undefined) return "";
  return textOf(type, 500) ?? boundedJson(type);
}

function boundedJson(value: unknown, depth = 0): string {
  if (depth > 4) return "…";
  if (Array.isArray(value))
    return `[${value
      .slice(0, 30)
      .map((item: unknown) => boundedJson(item, depth + 1))
      .join(", ")}]`.slice(0, 500);
  if (!isMapping(value)) return String(value).slice(0, 100);
  const shown = ["type", "items", "symbols", "name"].filter((key) => Object.hasOwn(value, key));
  return `{${shown.map((key) => `${key}: ${boundedJson(value[key], depth + 1)}`).join(", ")}}`.slice(0, 500);
}

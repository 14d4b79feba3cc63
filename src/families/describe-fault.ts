import type { ErrorObject } from "ajv";
import { pointerOf } from "../document/pointer.ts";
import { suggest } from "../document/suggest.ts";
import type { SchemaFault } from "../model/evidence.ts";
import { isMapping } from "./hostile-value.ts";

/** Longest text shown of what was expected or found. */
const SHOWN = 200;

/** Values at these keys are never shown: addresses of persons, and defaults that may be passwords. */
const HIDDEN = /\/(?:[^/]*(?:mail|contact|author|creator|default)[^/]*)(?:\/|$)/iu;

/** A fault from ajv in the words of an author: what is wrong, what was expected, what was found. */
export function describeFault(error: ErrorObject): SchemaFault {
  const fault = messageOf(error);
  return { pointer: error.instancePath, of: "value", isFormat: error.keyword === "format", ...fault };
}

function messageOf(error: ErrorObject): { message: string } & Partial<SchemaFault> {
  const { keyword, params } = error;
  const got = shown(error.data, error.instancePath);
  switch (keyword) {
    case "required":
      return { message: `missing ${quoteAll(params["missing"])}`, expected: quoteAll(params["missing"]) };
    case "additionalProperties":
    case "unevaluatedProperties":
      return unknownKey(error);
    case "type":
      return { message: "wrong type", expected: typeNames(params["type"]), got };
    case "enum":
      return notAllowed(error, got);
    case "const":
      return { message: "wrong value", expected: shown(params["allowedValue"], ""), got };
    case "format":
      return { message: `not a valid ${String(params["format"])}`, expected: String(params["format"]), got };
    case "pattern":
      return {
        message: "has a form that is not allowed",
        expected: `text like ${cut(String(params["pattern"]))}`,
        got,
      };
    case "minLength":
      return { message: "text is too short", expected: `at least ${params["limit"]} characters`, got };
    case "minItems":
      return { message: "list is too short", expected: `at least ${params["limit"]} items`, got };
    case "uniqueItems":
      return { message: "the same item stands twice", expected: "different items", got };
    case "dependencies":
    case "dependentRequired":
      return {
        message: `${quoteAll([params["property"]])} needs ${quoteAll([params["deps"]])} beside it`,
        expected: quoteAll([params["deps"]]),
      };
    case "anyOf":
    case "oneOf":
      return { message: "fits none, or more than one, of the forms that are allowed here", got };
    default:
      return { message: cut(error.message ?? `breaks the rule ${keyword}`), got };
  }
}

function unknownKey(error: ErrorObject): { message: string } & Partial<SchemaFault> {
  const key = String(error.params["additionalProperty"] ?? error.params["unevaluatedProperty"]);
  const known = isMapping(error.parentSchema?.["properties"]) ? Object.keys(error.parentSchema["properties"]) : [];
  const near = suggest(key, known);
  return {
    pointer: error.instancePath + pointerOf(key),
    of: "key",
    message: `unknown key ${quoteAll([key])}${didYouMean(near)}`,
    expected: near ?? cut(known.toSorted().join(", ")),
    got: cut(key),
  };
}

function notAllowed(error: ErrorObject, got: string): { message: string } & Partial<SchemaFault> {
  const allowed: unknown[] = Array.isArray(error.params["allowedValues"]) ? error.params["allowedValues"] : [];
  const near = typeof error.data === "string" ? suggest(error.data, allowed.map(String)) : undefined;
  return { message: `not an allowed value${didYouMean(near)}`, expected: cut(allowed.map(String).join(", ")), got };
}

function didYouMean(near: string | undefined): string {
  return near === undefined ? "" : `: did you mean "${near}"?`;
}

function quoteAll(names: unknown): string {
  return cut(
    [names]
      .flat()
      .map((name) => `"${String(name)}"`)
      .join(", "),
  );
}

/** JSON Schema's names of types in plain words. */
function typeNames(types: unknown): string {
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    integer: "a whole number",
    object: "an object",
    string: "a text",
  };
  return [types]
    .flat()
    .map((type) => names[String(type)] ?? `a ${String(type)}`)
    .join(" or ");
}

function shown(value: unknown, pointer: string): string {
  if (Array.isArray(value)) return "a list";
  if (isMapping(value)) return "an object";
  if (value === null) return "null";
  if (HIDDEN.test(pointer)) return typeof value === "string" ? "a text" : `a ${typeof value}`;
  return cut(JSON.stringify(value) ?? "nothing");
}

function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}

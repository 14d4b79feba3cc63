import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { parseDocument } from "../document/parse-document.ts";
import { suggest } from "../document/suggest.ts";
import type { ManifestDocument } from "../model/manifest-document.ts";
import { WaybillError } from "../model/waybill-error.ts";

/** Something in a settings file that its schema allows and Waybill does not do. */
export interface Unsupported {
  /** JSON Pointer of the value. */
  pointer: string;
  message: string;
}

/**
 * Compiles a settings schema once and reads files by it. `T` is what the schema describes. The reader throws
 * `config-invalid` with file, line, what was expected, what stands there, and the nearest known word; so it does for
 * what `listUnsupported` finds, because a setting that is read and not obeyed is worse than none.
 */
export function makeSettingsReader<T>(
  schema: object,
  listUnsupported: (written: T) => Unsupported[] = () => [],
): (path: string, bytes: Uint8Array) => T {
  let validate: ValidateFunction<T> | undefined;
  return (path, bytes) => {
    validate ??= new Ajv2020({ allErrors: true, strict: true, verbose: true }).compile<T>(schema);
    const document = parseDocument(path, bytes);
    const fault = document.faults.find(({ kind }) => kind !== "unresolved-tag");
    if (fault !== undefined || !document.isParsed) {
      const place = fault?.position ?? { line: 1, column: 1 };
      throw invalid(`${path}:${place.line}:${place.column}: ${fault?.message ?? "not a document"}`);
    }
    if (validate(document.root)) {
      const written = document.root;
      const refused = listUnsupported(written).map((one) => describeUnsupported(document, one));
      if (refused.length > 0) throw invalid(refused.slice(0, 20).join("\n"));
      return written;
    }
    const messages = (validate.errors ?? []).slice(0, 20).map((error) => describeFault(document, error));
    throw invalid([...new Set(messages)].join("\n"));
  };
}

function describeUnsupported(document: ManifestDocument, { pointer, message }: Unsupported): string {
  const { line, column } = document.positionOf(pointer, "value");
  return `${document.path}:${line}:${column}: ${pointer}: not supported yet: ${message}`;
}

function describeFault(document: ManifestDocument, error: ErrorObject): string {
  const unknownKey = textParam(error, "additionalProperty");
  const pointer =
    unknownKey === undefined
      ? error.instancePath
      : `${error.instancePath}/${unknownKey.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const { line, column } = document.positionOf(pointer, unknownKey === undefined ? "value" : "key");
  const where = `${document.path}:${line}:${column}: `;
  if (unknownKey !== undefined) {
    return `${where}unknown key \`${cut(unknownKey)}\` at ${error.instancePath || "/"}${didYouMean(unknownKey, keysOf(error))}`;
  }
  if (error.keyword === "enum") {
    const allowed = listParam(error, "allowedValues");
    return `${where}${pointer}: expected one of ${allowed.join(", ")}, got ${cut(JSON.stringify(error.data))}${didYouMean(String(error.data), allowed)}`;
  }
  return `${where}${pointer || "/"} ${error.message ?? "is not as the schema says"}`;
}

function didYouMean(word: string, candidates: readonly string[]): string {
  const closest = suggest(word, candidates);
  return closest === undefined ? "" : `: did you mean \`${closest}\`?`;
}

function keysOf(error: ErrorObject): string[] {
  const schema: unknown = error.parentSchema;
  if (typeof schema !== "object" || schema === null || !("properties" in schema)) return [];
  return typeof schema.properties === "object" && schema.properties !== null ? Object.keys(schema.properties) : [];
}

function textParam(error: ErrorObject, name: string): string | undefined {
  const value: unknown = error.params[name];
  return typeof value === "string" ? value : undefined;
}

function listParam(error: ErrorObject, name: string): string[] {
  const value: unknown = error.params[name];
  return Array.isArray(value) ? value.map(String) : [];
}

/** A stranger's words in a message: on one line, at most 200 characters. */
function cut(text: string): string {
  const line = text.slice(0, 200).replace(/\p{Cc}|\p{Cf}/gu, " ");
  return text.length <= 200 ? line : `${line}…`;
}

function invalid(message: string): WaybillError {
  return new WaybillError("config-invalid", message);
}

import type { Problem } from "./problem.ts";

/** A JSON object whose members were not looked at yet. */
export type JsonObject = { readonly [key: string]: unknown };

/** Reads bytes as one JSON object in UTF-8; wrapped, so that a member named "problem" is never taken for a problem. */
export function readJsonObject(bytes: Uint8Array): { json: JsonObject } | Problem {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return { problem: "is not JSON in UTF-8" };
  }
  return isJsonObject(value) ? { json: value } : { problem: "is not a JSON object" };
}

/** True for objects that are no arrays. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { stringMember } from "../oci/json-member.ts";
import { isJsonObject, type JsonObject } from "../oci/json-object.ts";

/** Earlier dates are a program's zero: Harbor says 0001-01-01 of what was never pulled. */
const FIRST_YEAR = 2000;
const LAST_YEAR = 9999;

/** A count or a size; undefined when absent or none. */
export function countMember(object: JsonObject, key: string): number | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A date in any form that HTTP knows, or seconds since 1970, as ISO 8601 in UTC; undefined when absent or none. */
export function timeMember(object: JsonObject, key: string): string | undefined {
  const seconds = countMember(object, key);
  const text = stringMember(object, key);
  if (seconds === undefined && (text === undefined || text.length > 64)) return undefined;
  const date = new Date(seconds === undefined ? Date.parse(text ?? "") : seconds * 1000);
  const year = date.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR ? date.toISOString() : undefined;
}

/** The objects of a list, other elements dropped; empty when absent, null or no list. */
export function objectsMember(object: JsonObject, key: string): JsonObject[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** A text of at most `limit` characters in one line; undefined when absent or empty. */
export function textMember(object: JsonObject, key: string, limit = 200): string | undefined {
  const text = stringMember(object, key)?.slice(0, limit).replaceAll(/\s+/g, " ").trim();
  return text === "" ? undefined : text;
}

/** The record without its undefined members. */
export function compact<T extends object>(members: { [K in keyof T]: T[K] | undefined }): T {
  // Only members that are undefined, and so not required, were taken out.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

import { isJsonObject, type JsonObject } from "./json-object.ts";
import { isProblem, type Problem } from "./problem.ts";

/** Caps of a label or annotation map: 1,000 members, keys of 1 KiB, values of 256 KiB (a plugin manifest may stand in a label). */
const MAP_CAPS = { count: 1000, keyLength: 1024, valueLength: 256 * 1024 } as const;

/** The own member as a string; undefined when absent or of another type. */
export function stringMember(object: JsonObject, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** The own member as a list of strings, other elements dropped; a lone string is a list of one; undefined when absent or null. */
export function stringsMember(object: JsonObject, key: string): string[] | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((element) => typeof element === "string") : undefined;
}

/** A map of strings (labels, annotations) with sorted keys; members of other types are dropped, absent and null are empty. */
export function readStringMap(value: unknown, what: string): { map: Record<string, string> } | Problem {
  if (!isJsonObject(value)) return { map: {} };
  const members = Object.entries(value).filter((member): member is [string, string] => typeof member[1] === "string");
  if (members.length > MAP_CAPS.count) return { problem: `has more than ${MAP_CAPS.count} ${what}`, isTooLarge: true };
  const long = members.find(([key, text]) => key.length > MAP_CAPS.keyLength || text.length > MAP_CAPS.valueLength);
  if (long !== undefined) return { problem: `has ${what} beyond ${MAP_CAPS.valueLength} characters`, isTooLarge: true };
  members.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  // fromEntries defines own properties: a key `__proto__` stays a plain key.
  return { map: Object.fromEntries(members) };
}

/** Reads every element of a list; the first problem wins, and more than `cap` elements are one. */
export function readList<T extends object>(
  value: unknown,
  cap: number,
  what: string,
  read: (element: unknown) => T | Problem,
): T[] | Problem {
  if (!Array.isArray(value)) return { problem: `${what} is not a list` };
  if (value.length > cap) return { problem: `${what} has more than ${cap} elements`, isTooLarge: true };
  const elements: T[] = [];
  for (const element of value) {
    const answer = read(element);
    if (isProblem(answer)) return answer;
    elements.push(answer);
  }
  return elements;
}

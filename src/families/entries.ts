import { pointerOf } from "../document/pointer.ts";
import { isMapping, type Mapping, memberOf } from "./hostile-value.ts";
import { textOf } from "./narrow-value.ts";

/** Most entries read of one list or map. */
const MAX_ENTRIES = 2_000;

/** One named thing of a list (its name inside) or of a map (its name is the key). */
export interface NamedEntry {
  key: string;
  value: unknown;
  /** The value where it is an object, else an empty one. */
  part: Mapping;
  pointer: string;
}

/**
 * Entries of a list of objects that hold their name under `nameKey`, or of a map from names to values: real manifests
 * use both. What has no name is called by its number.
 */
export function namedEntries(value: unknown, pointer: string, nameKey: string): NamedEntry[] {
  if (Array.isArray(value)) {
    return Array.from(value.slice(0, MAX_ENTRIES), (item: unknown, index) => {
      const key = textOf(memberOf(item, nameKey), 300) ?? String(index);
      return { key, value: item, part: isMapping(item) ? item : {}, pointer: pointer + pointerOf(index) };
    });
  }
  if (!isMapping(value)) return [];
  return Object.entries(value)
    .slice(0, MAX_ENTRIES)
    .map(([key, item]) => {
      const part = isMapping(item) ? item : {};
      return { key: key.slice(0, 300), value: item, part, pointer: pointer + pointerOf(key) };
    });
}

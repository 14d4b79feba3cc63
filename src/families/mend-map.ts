import type { EditPlace, EditPlaces } from "../document/edit-places.ts";
import type { TextEdit } from "../model/finding.ts";
import { isMapping, type Mapping } from "./hostile-value.ts";

/** How the items of a list are called whose author wrote a map from their names. */
export interface ListedMap {
  /** Key that holds the name of an item, such as `name`. */
  nameKey: string;
  /** The name as it stands in the list. */
  nameOf(key: string): string;
}

/**
 * `{"a": {"type": "x"}}` → `[{"name": "a", "type": "x"}]`, by edits around the members alone. Nothing where a member is
 * no object or says another name itself.
 */
export function listEdits(
  places: EditPlaces,
  place: EditPlace,
  map: Mapping,
  { nameKey, nameOf }: ListedMap,
): TextEdit[] | undefined {
  const edits = [edit(places, place.start, place.start + 1, "[")];
  const members = place.children();
  for (const [key, child] of members) {
    const item = map[key];
    if (!isMapping(item) || child.keyStart === undefined) return undefined;
    const name = nameOf(key);
    const said: unknown = Object.hasOwn(item, nameKey) ? item[nameKey] : undefined;
    if (said !== undefined && said !== name) return undefined;
    const opening = said === undefined ? `{${nameMember(places.text, child, nameKey, name)}` : "{";
    edits.push(edit(places, child.keyStart, child.start + 1, opening));
  }
  // Two members of one name would come out as two items where the reader saw one.
  if (members.length !== Object.keys(map).length) return undefined;
  return [...edits, edit(places, place.end - 1, place.end, "]")];
}

/** The new member, on a line of its own where the first member that is there stands on one. */
function nameMember(text: string, item: EditPlace, nameKey: string, name: string): string {
  const first = item.children()[0]?.[1].keyStart;
  const member = `${JSON.stringify(nameKey)}: ${JSON.stringify(name)}`;
  if (first === undefined) return member;
  const space = text.slice(item.start + 1, first);
  return `${/^\s*$/.test(space) ? space : ""}${member},${/^\s+$/.test(space) ? "" : " "}`;
}

function edit(places: EditPlaces, start: number, end: number, text: string): TextEdit {
  const offset = places.offsetOf(start);
  return { offset, length: places.offsetOf(end) - offset, text };
}

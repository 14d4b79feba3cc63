import type { Draft } from "./draft.ts";
import { noteOrigin, notePlace } from "./draft-notes.ts";
import type { Companions } from "./family.ts";
import { type Mapping, memberOf } from "./hostile-value.ts";
import { textOf } from "./narrow-value.ts";

/** Longest description kept. */
const LONG_TEXT = 20_000;

/** Base names that say the family, not the plugin. */
const GENERIC =
  /^(plugin|manifest|descriptor|ict|boutiques|command|tool|main|wipp-plugin|waybill|app|module_specification)$/iu;

/** Takes the name at `key`; where there is none, one made of the path. */
export function claimName(draft: Draft, part: Mapping, key: string, companions: Companions): void {
  const name = textOf(memberOf(part, key));
  if (Object.hasOwn(part, key)) notePlace(draft, "/name", key);
  if (name !== undefined) {
    draft.plugin.name = name;
    return;
  }
  draft.plugin.name = nameFromPath(companions);
  noteOrigin(draft, "/name", "derived");
}

/** A readable name from the path of a manifest: its stem, its folder where the stem only says the family, or the repository. */
export function nameFromPath(companions: Companions): string {
  const segments = companions.path.slice(-2_000).split("/");
  const base = segments.at(-1) ?? "";
  const stem = base.replace(/\.(?:json|ya?ml|cwl)$/u, "").replace(/\.plugin$/u, "");
  if (stem !== "" && !GENERIC.test(stem)) return stem;
  const name = segments.at(-2) ?? companions.repositoryName;
  return name === "" ? "unnamed" : name;
}

/** Takes a text field of the record from `key`. */
export function claimText(
  draft: Draft,
  field: "title" | "summary" | "description" | "contact" | "released",
  part: Mapping,
  key: string,
): void {
  const text = textOf(memberOf(part, key), LONG_TEXT);
  if (text === undefined) return;
  draft.plugin[field] = text;
  notePlace(draft, `/${field}`, key);
}

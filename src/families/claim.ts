import { authorsOf } from "./authors.ts";
import { citationOf } from "./citation.ts";
import { type Draft, noteOrigin, notePlace } from "./draft.ts";
import type { Companions } from "./family.ts";
import { type Mapping, memberOf, textOf } from "./hostile-value.ts";
import { licenseOf } from "./license.ts";
import { versionOf } from "./version.ts";

/** Longest description kept. */
const LONG_TEXT = 20_000;

/** Base names that say the family, not the plugin. */
const GENERIC = /^(plugin|manifest|descriptor|ict|boutiques|command|tool|main|wipp-plugin|waybill)$/iu;

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

/** Takes the version claim at `key`. */
export function claimVersion(draft: Draft, part: Mapping, key: string): void {
  if (Object.hasOwn(part, key)) notePlace(draft, "/version", key);
  const version = versionOf(memberOf(part, key));
  if (version !== undefined) draft.plugin.version = version;
}

/** Takes the license claim at `key`. */
export function claimLicense(draft: Draft, part: Mapping, key: string): void {
  if (Object.hasOwn(part, key)) notePlace(draft, "/license", key);
  const license = licenseOf(memberOf(part, key));
  if (license !== undefined) draft.plugin.license = license;
}

/** Takes the authors at `key`: a text of several names, a list of texts or of objects. */
export function claimAuthors(draft: Draft, part: Mapping, key: string): void {
  if (!Object.hasOwn(part, key)) return;
  notePlace(draft, "/authors", key);
  draft.plugin.authors.push(...authorsOf(memberOf(part, key)));
}

/** Takes a citation at `key`. */
export function claimCitation(draft: Draft, part: Mapping, key: string): void {
  const citation = citationOf(memberOf(part, key));
  if (citation === undefined) return;
  notePlace(draft, `/citations/${draft.plugin.citations.length}`, key);
  draft.plugin.citations.push(citation);
}

/** Takes a link at `key` under a relation such as "declared-source", "website" or "docs". */
export function claimLink(draft: Draft, part: Mapping, key: string, rel: string): void {
  const url = textOf(memberOf(part, key), 2_000);
  if (url === undefined || draft.plugin.links.length >= 100) return;
  notePlace(draft, `/links/${draft.plugin.links.length}`, key);
  draft.plugin.links.push({ rel, url });
}

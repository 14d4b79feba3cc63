import { authorsOf } from "./authors.ts";
import { citationOf } from "./citation.ts";
import type { Draft } from "./draft.ts";
import { notePlace } from "./draft-notes.ts";
import { type Mapping, memberOf } from "./hostile-value.ts";
import { licenseOf } from "./license.ts";
import { textOf } from "./narrow-value.ts";
import { versionOf } from "./version.ts";

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

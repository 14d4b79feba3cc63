import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import { type Mapping, memberOf } from "../hostile-value.ts";
import { licenseOf } from "../license.ts";
import { textOf } from "../narrow-value.ts";

/** `copyright[]{license | name, url}`: `license` is an SPDX id, `name` a license without one; the image holds all of them. */
export function readLicenses(draft: Draft, root: Mapping): void {
  const written = new Set<string>();
  for (const { part, pointer } of namedEntries(memberOf(root, "copyright"), "/copyright", "").slice(0, 50)) {
    const text = textOf(memberOf(part, "license"), 200) ?? textOf(memberOf(part, "name"), 200);
    if (text !== undefined) written.add(text);
    const url = textOf(memberOf(part, "url"), 2_000);
    if (url === undefined) continue;
    draft.places[`/links/${draft.plugin.links.length}`] = `${pointer}/url`;
    draft.plugin.links.push({ rel: "license", url });
  }
  const license = licenseOf([...written].join(" AND "));
  if (license === undefined) return;
  draft.plugin.license = license;
  notePlace(draft, "/license", "copyright");
}

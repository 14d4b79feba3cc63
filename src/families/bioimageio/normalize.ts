import type { ManifestDocument } from "../../model/manifest-document.ts";
import { doiOf } from "../citation.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimLicense, claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readTensors } from "./read-tensors.ts";

/** Keys that the record has fields for; the rest (`type`, `weights`, `covers`, `maintainers` …) goes to `ext`. */
const READ = new Set([
  ...["id", "name", "version", "description", "authors", "license", "cite", "git_repo", "documentation", "tags"],
  ...["format_version", "timestamp", "inputs", "outputs"],
]);

/** Kinds of resource that run nothing. */
const DATA = new Set<unknown>(["collection", "dataset"]);

/** The plugin of a resource description; none for data sets and collections, which are no plugins. */
export function normalizeBioimageio(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root) || DATA.has(memberOf(root, "type"))) return [];
  const draft = startDraft("bioimageio", "tool", "");
  const { plugin } = draft;
  const dialect = textOf(memberOf(root, "format_version"), 50);
  if (dialect !== undefined) plugin.dialect = `bioimageio-${dialect}`;
  claimName(draft, root, textOf(memberOf(root, "id")) === undefined ? "name" : "id", companions);
  claimText(draft, "title", root, "name");
  claimVersion(draft, root, "version");
  claimText(draft, "description", root, "description");
  claimText(draft, "released", root, "timestamp");
  claimAuthors(draft, root, "authors");
  claimLicense(draft, root, "license");
  readCitations(draft, root);
  claimLink(draft, root, "git_repo", "declared-source");
  claimDocumentation(draft, root);
  noteOrigin(draft, "/run", "derived");
  readTensors(draft, root);
  plugin.claims = textsOf(memberOf(root, "tags"), 500);
  if (plugin.claims.length > 0) notePlace(draft, "/claims", "tags");
  keepRest(draft, root, READ);
  return [finish(draft)];
}

function readCitations(draft: Draft, root: Mapping): void {
  const value = memberOf(root, "cite");
  for (const [index, item] of (Array.isArray(value) ? value.slice(0, 100) : []).entries()) {
    const text = textOf(memberOf(item, "text"), 5_000);
    const doi = doiOf(memberOf(item, "doi"));
    if (text !== undefined || doi !== undefined) {
      notePlace(draft, `/citations/${draft.plugin.citations.length}`, "cite", index);
      draft.plugin.citations.push({ ...(text === undefined ? {} : { text }), ...(doi === undefined ? {} : { doi }) });
    }
    const url = textOf(memberOf(item, "url"), 2_000);
    if (url !== undefined) draft.plugin.links.push({ rel: "citation", url });
  }
}

/** A URL is a link; a file beside the description is named in `ext`. */
function claimDocumentation(draft: Draft, root: Mapping): void {
  const place = textOf(memberOf(root, "documentation"), 2_000);
  if (place === undefined) return;
  if (/^https?:\/\//iu.test(place)) claimLink(draft, root, "documentation", "docs");
  else draft.plugin.ext["documentation"] = place;
}

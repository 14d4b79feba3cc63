import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimLicense, claimLink } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { versionOf } from "../version.ts";
import { readConcepts } from "./read-concepts.ts";
import { readCredits } from "./read-credits.ts";
import { readLinks } from "./read-links.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set([
  ...["name", "description", "homepage", "version", "license", "topic", "function", "credit", "publication"],
  ...["documentation", "link", "download", "lastUpdate"],
]);

/** The tool that a record describes; it names no image: https://biotoolsschema.readthedocs.io */
export function normalizeBiotools(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("biotools", kindOf(root), "");
  const id = Object.hasOwn(root, "biotoolsID") ? "biotoolsID" : "biotoolsCURIE";
  claimName(draft, root, id, companions);
  draft.plugin.name = draft.plugin.name.replace(/^biotools:(?=.)/u, "");
  claimText(draft, "title", root, "name");
  claimText(draft, "description", root, "description");
  claimText(draft, "released", root, "lastUpdate");
  claimLink(draft, root, "homepage", "website");
  claimLicense(draft, root, "license");
  readVersion(draft, root);
  readConcepts(draft, root);
  readCredits(draft, root);
  readLinks(draft, root);
  readParameters(draft, root);
  keepRest(draft, root, READ);
  return [finish(draft)];
}

function kindOf(root: Mapping): "tool" | "workflow" {
  const types = textsOf(memberOf(root, "toolType") ?? [], 20);
  return types.length === 1 && types[0] === "Workflow" ? "workflow" : "tool";
}

/** `version` is a list; several are told apart nowhere else, so that only a single one is this record's. */
function readVersion(draft: Draft, root: Mapping): void {
  const versions = textsOf(memberOf(root, "version") ?? [], 100);
  if (Object.hasOwn(root, "version")) notePlace(draft, "/version", "version");
  const version = versions.length === 1 ? versionOf(textOf(versions[0], 200)) : undefined;
  if (version !== undefined) draft.plugin.version = version;
  if (versions.length > 1) draft.plugin.ext["version"] = versions.map((text) => text.slice(0, 200));
}

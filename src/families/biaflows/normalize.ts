import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { PluginImage } from "../../model/plugin.ts";
import { readImage } from "../boutiques/read-image.ts";
import { doiOf } from "../citation.ts";
import { claimName, claimText } from "../claim.ts";
import { claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { licenseOf } from "../license.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readAuthors } from "./read-authors.ts";
import { readConfiguration } from "./read-configuration.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest (institutions, citations, configuration …) goes to `ext` as well. */
const READ = new Set([
  ...["name", "description", "version", "schema-version", "authors", "problem-class", "container-image"],
  ...["command-line", "inputs", "outputs"],
]);

/** The plugin of a BIAFLOWS or BIOMERO descriptor. */
export function normalizeBiaflows(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("biaflows", "tool", "");
  draft.plugin.dialect = dialectOf(root);
  claimName(draft, root, "name", companions);
  claimText(draft, "title", root, "name");
  claimVersion(draft, root, "version");
  claimText(draft, "description", root, "description");
  if (Object.hasOwn(root, "authors")) notePlace(draft, "/authors", "authors");
  draft.plugin.authors = readAuthors(root);
  claimCitations(draft, root);
  claimImages(draft, root);
  claimRun(draft, root);
  readConfiguration(draft, root);
  readParameters(draft, root);
  draft.plugin.claims = textsOf(memberOf(root, "problem-class"), 50);
  keepRest(draft, root, READ);
  return [finish(draft)];
}

/** One file name, two dialects: Cytomine's own, and BIOMERO's, which numbers its schema. */
function dialectOf(root: Mapping): string {
  const version = textOf(memberOf(root, "schema-version"), 50);
  if (version === undefined) return "unknown";
  return version.startsWith("cytomine") ? version : `biomero-${version}`;
}

/** Licenses stand with the works that are cited: the plugin's is told only where they all have the same. */
function claimCitations(draft: Draft, root: Mapping): void {
  const value = memberOf(root, "citations");
  const licenses = new Map<string, number>();
  for (const [index, item] of (Array.isArray(value) ? value.slice(0, 100) : []).entries()) {
    const text = textOf(memberOf(item, "name"));
    const doi = doiOf(memberOf(item, "doi"));
    const license = textOf(memberOf(item, "license"), 500);
    if (license !== undefined && !licenses.has(license)) licenses.set(license, index);
    if (text === undefined && doi === undefined) continue;
    notePlace(draft, `/citations/${draft.plugin.citations.length}`, "citations", index);
    draft.plugin.citations.push({ ...(text === undefined ? {} : { text }), ...(doi === undefined ? {} : { doi }) });
  }
  const [only, ...others] = [...licenses];
  if (only === undefined || others.length > 0) return;
  const license = licenseOf(only[0]);
  if (license === undefined) return;
  draft.plugin.license = license;
  notePlace(draft, "/license", "citations", only[1], "license");
}

function claimImages(draft: Draft, root: Mapping): void {
  const value = memberOf(root, "container-image");
  const found = readImage(value);
  const platforms = textsOf(memberOf(value, "platforms"), 20);
  const type = textOf(memberOf(value, "type"), 50);
  if (type !== undefined) draft.plugin.ext["containerType"] = type;
  if (platforms.length > 0) draft.plugin.ext["platforms"] = platforms;
  if (found === undefined) return;
  const image: PluginImage = { raw: found.raw, role: "run" };
  const [platform, ...more] = platforms;
  if (platform !== undefined && more.length === 0) image.platform = platform;
  addImage(draft, image, `/container-image/${found.key}`);
}

function claimRun(draft: Draft, root: Mapping): void {
  draft.plugin.run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  const template = textOf(memberOf(root, "command-line"), 10_000);
  if (template === undefined) return;
  draft.plugin.run.template = template;
  notePlace(draft, "/run/template", "command-line");
}

import { pointerOf } from "../../document/pointer.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { PluginImage } from "../../model/plugin.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimLicense, claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf, textsOf } from "../narrow-value.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set([
  ...["name", "version", "displayName", "description", "createdAt", "license", "homeURL", "maintainers"],
  ...["keywords", "links", "deprecated"],
]);

/** The plugin of an Artifact Hub package: https://github.com/artifacthub/hub/blob/master/docs/metadata/artifacthub-pkg.yml */
export function normalizeArtifactHub(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("artifacthub", "tool", "");
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  claimText(draft, "title", root, "displayName");
  claimText(draft, "description", root, "description");
  claimText(draft, "released", root, "createdAt");
  claimAuthors(draft, root, "maintainers");
  claimLicense(draft, root, "license");
  claimLink(draft, root, "homeURL", "website");
  readLinks(draft, root);
  readImages(draft, root);
  readClaims(draft, root);
  if (booleanOf(memberOf(root, "deprecated")) === true) {
    draft.plugin.deprecated = {};
    notePlace(draft, "/deprecated", "deprecated");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

/** `links[]{name, url}`; "source" is the word that Artifact Hub itself treats as the source. */
function readLinks(draft: Draft, root: Mapping): void {
  for (const { key, part, pointer } of namedEntries(memberOf(root, "links"), "/links", "name")) {
    const url = textOf(memberOf(part, "url"), 2_000);
    if (url === undefined || draft.plugin.links.length >= 100) continue;
    const rel = key.trim().toLowerCase();
    draft.places[`/links/${draft.plugin.links.length}`] = pointer + pointerOf("url");
    draft.plugin.links.push({ rel: rel === "source" ? "declared-source" : rel, url });
  }
}

/** `containersImages[]{name, image, platforms}`: an image of several platforms is named once. */
function readImages(draft: Draft, root: Mapping): void {
  for (const { part, pointer } of namedEntries(memberOf(root, "containersImages"), "/containersImages", "name")) {
    const raw = textOf(memberOf(part, "image"));
    if (raw === undefined) continue;
    const platforms = textsOf(memberOf(part, "platforms") ?? [], 20);
    const image: PluginImage = { raw, role: "run" };
    const only = platforms.length === 1 ? platforms[0] : undefined;
    addImage(draft, only === undefined ? image : { ...image, platform: only.slice(0, 100) }, `${pointer}/image`);
  }
}

/** Keywords and the category are what the package calls its subject. */
function readClaims(draft: Draft, root: Mapping): void {
  const claims = [...textsOf(memberOf(root, "category") ?? []), ...textsOf(memberOf(root, "keywords") ?? [])];
  if (claims.length === 0) return;
  draft.plugin.claims.push(...new Set(claims));
  notePlace(draft, "/claims", Object.hasOwn(root, "keywords") ? "keywords" : "category");
}

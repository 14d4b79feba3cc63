import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName } from "../claim.ts";
import { claimCitation, claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readHardware } from "./read-hardware.ts";
import { readLicenses } from "./read-licenses.ts";
import { readRun } from "./read-run.ts";
import { fillVersion, readTexts } from "./read-texts.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set(["name", "version", "copyright", "architectures", "readme", "structured_readme", "categories"]);

/** The plugin of a recipe: https://github.com/NeuroDesk/neurocontainers */
export function normalizeNeurodesk(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("neurodesk", "tool", "");
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  readTexts(draft, root);
  readLicenses(draft, root);
  const readme = memberOf(root, "structured_readme");
  if (isMapping(readme)) {
    const inner: Draft = { ...draft, pointer: "/structured_readme" };
    claimCitation(inner, readme, "citation");
    claimLink(inner, readme, "documentation", "docs");
  }
  readImages(draft, root, companions);
  readRun(draft, root);
  readHardware(draft, root);
  const categories = textsOf(memberOf(root, "categories") ?? []);
  if (categories.length > 0) {
    draft.plugin.claims.push(...new Set(categories));
    notePlace(draft, "/claims", "categories");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests
const TAG = /^\w[\w.-]{0,127}$/u;
const NAME = /^[a-z0-9]+(?:[._-]{1,2}[a-z0-9]+)*$/u;

/** The recipe names no image: Neurodesk builds `NAME:VERSION` from it and keeps that at ghcr.io. */
function readImages(draft: Draft, root: Mapping, companions: Companions): void {
  const name = draft.plugin.name.toLowerCase();
  const version = draft.plugin.version?.raw;
  if (version !== undefined && TAG.test(version) && name.length <= 200 && NAME.test(name)) {
    addImage(draft, { raw: `ghcr.io/neurodesk/${name}:${version}`, role: "run" }, "/version");
    noteOrigin(draft, "/images/0", "derived");
  }
  const base = textOf(memberOf(memberOf(root, "build"), "base-image"));
  if (base !== undefined) addImage(draft, { raw: fillVersion(draft, base), role: "base" }, "/build/base-image");
  draft.plugin.recipe = { path: companions.path.slice(0, 4_096), kind: "other" };
  noteOrigin(draft, "/recipe", "repository");
}

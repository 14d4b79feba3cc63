import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimCitation, claimLicense, claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest (`custom`, environment variables …) goes to `ext`. */
const READ = new Set([
  ...["name", "label", "description", "version", "author", "maintainer", "license", "cite", "source", "url"],
  ...["command", "inputs", "config"],
]);

/** The plugin of a gear manifest. */
export function normalizeFlywheel(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("flywheel", "tool", "");
  claimName(draft, root, "name", companions);
  claimText(draft, "title", root, "label");
  claimText(draft, "description", root, "description");
  claimVersion(draft, root, "version");
  for (const key of ["author", "maintainer"]) claimAuthors(draft, root, key);
  claimLicense(draft, root, "license");
  claimCitation(draft, root, "cite");
  claimLink(draft, root, "source", "declared-source");
  claimLink(draft, root, "url", "website");
  claimImages(draft, memberOf(root, "custom"));
  claimRun(draft, root);
  readParameters(draft, root);
  draft.plugin.claims = claimsOf(memberOf(root, "custom"));
  keepRest(draft, root, READ);
  return [finish(draft)];
}

function claimImages(draft: Draft, custom: unknown): void {
  const built = textOf(memberOf(memberOf(custom, "gear-builder"), "image"));
  if (built !== undefined) addImage(draft, { raw: built, role: "run" }, "/custom/gear-builder/image");
  const named = textOf(memberOf(custom, "docker-image"));
  if (named !== undefined) addImage(draft, { raw: named, role: "run" }, "/custom/docker-image");
}

function claimRun(draft: Draft, root: Mapping): void {
  draft.plugin.run.mode = "batch";
  noteOrigin(draft, "/run", "derived");
  const template = textOf(memberOf(root, "command"), 10_000);
  if (template === undefined) return;
  draft.plugin.run.template = template;
  // https://gitlab.com/flywheel-io/public/gears: the command is run by `bash -c`.
  draft.plugin.run.shell = true;
  notePlace(draft, "/run/template", "command");
}

/** Suite, category, and each word of the classification. */
function claimsOf(custom: unknown): string[] {
  const suite = memberOf(memberOf(custom, "flywheel"), "suite");
  const category = memberOf(memberOf(custom, "gear-builder"), "category");
  const classification = memberOf(memberOf(custom, "flywheel"), "classification");
  const words = isMapping(classification) ? Object.values(classification).slice(0, 50) : [];
  return [...new Set([suite, category, ...words].flatMap((value) => textsOf(value, 100)))].slice(0, 500);
}

import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimCitation, claimLink, claimVersion } from "../claim-fields.ts";
import { finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { readEntrypoint } from "./read-entrypoint.ts";
import { readHardware } from "./read-hardware.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set([
  ...["name", "version", "title", "description", "author", "contact", "repository", "documentation", "citation"],
  ...["specVersion", "container", "entrypoint", "inputs", "outputs", "ui", "hardware"],
]);

/** The plugin of an ICT description. */
export function normalizeIct(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("ict", "tool", "");
  const dialect = textOf(memberOf(root, "specVersion"), 50);
  if (dialect !== undefined) draft.plugin.dialect = `ict-${dialect}`;
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  claimText(draft, "title", root, "title");
  claimText(draft, "description", root, "description");
  claimText(draft, "contact", root, "contact");
  claimAuthors(draft, root, "author");
  claimCitation(draft, root, "citation");
  claimLink(draft, root, "repository", "declared-source");
  claimLink(draft, root, "documentation", "docs");
  const image = textOf(memberOf(root, "container"));
  if (image !== undefined) addImage(draft, { raw: image, role: "run" }, "/container");
  draft.plugin.run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  if (Object.hasOwn(root, "entrypoint")) notePlace(draft, "/run/command", "entrypoint");
  const entrypoint = readEntrypoint(memberOf(root, "entrypoint"));
  if (entrypoint !== undefined) {
    Object.assign(draft.plugin.run, entrypoint.run);
    draft.plugin.ext["entrypointForm"] = entrypoint.form;
  }
  readParameters(draft, root);
  const hardware = readHardware(memberOf(root, "hardware"));
  if (hardware !== undefined) {
    draft.plugin.hardware = hardware;
    notePlace(draft, "/hardware", "hardware");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

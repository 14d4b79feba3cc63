import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimCitation, claimLink, claimVersion } from "../claim-fields.ts";
import { finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readHardware } from "./read-hardware.ts";
import { readParameters } from "./read-parameters.ts";
import { dialectOf } from "./recognize.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set([
  ...["name", "version", "title", "description", "author", "repository", "website", "citation", "containerId"],
  ...["baseCommand", "runCommand", "inputs", "outputs", "ui", "resourceRequirements"],
]);

/** The plugin of a WIPP manifest of any dialect. */
export function normalizeWipp(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("wipp", "tool", "");
  draft.plugin.dialect = dialectOf(root);
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  claimText(draft, "title", root, "title");
  claimText(draft, "description", root, "description");
  claimAuthors(draft, root, "author");
  claimCitation(draft, root, "citation");
  claimLink(draft, root, "repository", "declared-source");
  claimLink(draft, root, "website", "website");
  const image = textOf(memberOf(root, "containerId"));
  if (image !== undefined) addImage(draft, { raw: image, role: "run" }, "/containerId");
  draft.plugin.run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  for (const key of ["runCommand", "baseCommand"]) {
    const command = textsOf(memberOf(root, key), 100);
    if (command.length === 0) continue;
    draft.plugin.run.command = command;
    notePlace(draft, "/run/command", key);
  }
  readParameters(draft, root);
  const hardware = readHardware(memberOf(root, "resourceRequirements"));
  if (hardware !== undefined) {
    draft.plugin.hardware = hardware;
    notePlace(draft, "/hardware", "resourceRequirements");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

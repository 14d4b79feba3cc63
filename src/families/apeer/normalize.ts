import type { ManifestDocument } from "../../model/manifest-document.ts";
import { nameFromPath } from "../claim.ts";
import { finish, keepRest, startDraft } from "../draft.ts";
import { addImage, noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf } from "../narrow-value.ts";
import { readParameters } from "./read-parameters.ts";

const READ = new Set(["spec", "ui", "image", "requirements"]);

/** The plugin of an APEER module. It has no name and no version of its own: its repository names it. */
export function normalizeApeer(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("apeer", "tool", nameFromPath(companions));
  const { plugin } = draft;
  noteOrigin(draft, "/name", "derived");
  plugin.run.mode = "batch";
  noteOrigin(draft, "/run", "derived");
  const image = textOf(memberOf(root, "image"));
  if (image !== undefined) addImage(draft, { raw: image, role: "run" }, "/image");
  readParameters(draft, root);
  const requirements = memberOf(root, "requirements");
  const hardware = memberOf(requirements, "hardware");
  if (isMapping(hardware)) {
    // What is asked for stands there as an empty object.
    plugin.hardware = Object.hasOwn(hardware, "gpu") ? { gpu: "required" } : {};
    notePlace(draft, "/hardware", "requirements", "hardware");
  }
  const network = memberOf(requirements, "network");
  if (isMapping(network) && Object.hasOwn(network, "internet_access")) {
    plugin.run.network = "needed";
    notePlace(draft, "/run/network", "requirements", "network", "internet_access");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimCitation, claimLicense, claimLink, claimVersion } from "../claim-fields.ts";
import { finish, keepRest, startDraft } from "../draft.ts";
import { noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { textOf, textsOf } from "../narrow-value.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest (`type`, `env`, `requirements`, `inputs` …) goes to `ext`. */
const READ = new Set([
  ...["name", "version", "description", "author", "license", "cite", "docs", "source", "tags", "api_version"],
]);

/** The plugin of an ImJoy file. It runs in a browser or its own Python: there is no image. */
export function normalizeImjoy(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("imjoy", "tool", "");
  const { plugin } = draft;
  const dialect = textOf(memberOf(root, "api_version"), 50);
  if (dialect !== undefined) plugin.dialect = `imjoy-${dialect}`;
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  claimText(draft, "description", root, "description");
  claimAuthors(draft, root, "author");
  claimLicense(draft, root, "license");
  claimCitation(draft, root, "cite");
  claimLink(draft, root, "docs", "docs");
  claimLink(draft, root, "source", "declared-source");
  const type = textOf(memberOf(root, "type"), 100) ?? "";
  // A window or an inline frame is worked with; the others are called by other plugins.
  plugin.run.mode = type === "window" || type === "iframe" ? "interactive" : "unknown";
  noteOrigin(draft, "/run", "derived");
  readParameters(draft, memberOf(root, "ui"));
  plugin.claims = textsOf(memberOf(root, "tags"), 100);
  if (plugin.claims.length > 0) notePlace(draft, "/claims", "tags");
  const ui = memberOf(root, "ui");
  // Form items are parameters by now; there, secrets have no default.
  keepRest(draft, root, Array.isArray(ui) ? new Set([...READ, "ui"]) : READ);
  return [finish(draft)];
}

import type { ManifestDocument } from "../../model/manifest-document.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import { namedEntries } from "../entries.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf, textsOf } from "../narrow-value.ts";
import { readParameters } from "./read-parameters.ts";
import { readTools } from "./read-tools.ts";

/** Keys that the record has fields for; the rest goes to `ext`. */
const READ = new Set(["name", "description", "keywords", "authors", "deprecated", "tools", "input", "output"]);

/** The plugin of a module: https://nf-co.re/docs/specifications/components/modules/documentation */
export function normalizeNfcore(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("nfcore", "tool", "");
  claimName(draft, root, "name", companions);
  claimText(draft, "description", root, "description");
  claimAuthors(draft, root, "authors");
  const keywords = textsOf(memberOf(root, "keywords") ?? []);
  if (keywords.length > 0) {
    draft.plugin.claims.push(...new Set(keywords));
    notePlace(draft, "/claims", "keywords");
  }
  readTools(draft, root);
  readImages(draft, root);
  readParameters(draft, root);
  draft.plugin.run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  if (booleanOf(memberOf(root, "deprecated")) === true) {
    draft.plugin.deprecated = {};
    notePlace(draft, "/deprecated", "deprecated");
  }
  keepRest(draft, root, READ);
  return [finish(draft)];
}

/**
 * `containers.docker` by platform is what runs. `containers.singularity` is the same built for Apptainer, at `oras://`
 * addresses of files that are no container images: they stay in `ext`.
 */
function readImages(draft: Draft, root: Mapping): void {
  const docker = memberOf(memberOf(root, "containers"), "docker");
  for (const { key, part, pointer } of namedEntries(docker, "/containers/docker", "")) {
    const raw = textOf(memberOf(part, "name"));
    if (raw !== undefined) addImage(draft, { raw, platform: platformOf(key), role: "run" }, `${pointer}/name`);
  }
}

/** `linux_amd64` and `linux/amd64` are written for the same platform. */
function platformOf(key: string): string {
  return key.replace("_", "/").slice(0, 100);
}

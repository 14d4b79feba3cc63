import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { Hardware, Plugin } from "../../model/plugin.ts";
import { doiOf } from "../citation.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimCitation, claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf, textsOf } from "../narrow-value.ts";
import { readImage } from "./read-image.ts";
import { readParameters } from "./read-parameters.ts";
import { readExitCodes, readTags, readTests } from "./read-rest.ts";

/** Keys that the record has fields for; the rest (environment variables, `custom` …) goes to `ext`. */
const READ = new Set([
  ...["name", "tool-version", "description", "author", "url", "descriptor-url", "doi", "tool-doi", "deprecated-by-doi"],
  ...["command-line", "container-image", "inputs", "output-files", "groups", "suggested-resources", "tags", "tests"],
  ...["error-codes", "online-platform-urls", "schema-version", "walltime-estimate"],
]);

/** The plugin of a Boutiques descriptor. */
export function normalizeBoutiques(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("boutiques", "tool", "");
  const dialect = textOf(memberOf(root, "schema-version"), 50);
  if (dialect !== undefined) draft.plugin.dialect = `boutiques-${dialect}`;
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "tool-version");
  claimText(draft, "description", root, "description");
  claimAuthors(draft, root, "author");
  for (const key of ["tool-doi", "doi"]) claimCitation(draft, root, key);
  claimLink(draft, root, "url", "website");
  claimLink(draft, root, "descriptor-url", "declared-source");
  for (const url of textsOf(memberOf(root, "online-platform-urls"), 20))
    draft.plugin.links.push({ rel: "platform", url });
  claimImage(draft, root);
  claimRun(draft, root);
  readParameters(draft, root);
  claimResources(draft, root);
  draft.plugin.claims = readTags(memberOf(root, "tags"));
  draft.plugin.tests = readTests(memberOf(root, "tests"));
  const deprecated = readDeprecation(memberOf(root, "deprecated-by-doi"));
  if (deprecated !== undefined) draft.plugin.deprecated = deprecated;
  keepRest(draft, root, READ);
  return [finish(draft)];
}

function claimImage(draft: Draft, root: Mapping): void {
  const value = memberOf(root, "container-image");
  const found = readImage(value);
  if (found !== undefined) addImage(draft, { raw: found.raw, role: "run" }, `/container-image/${found.key}`);
  const index = textOf(memberOf(value, "index"));
  if (index !== undefined) draft.plugin.ext["containerIndex"] = index;
  const type = textOf(memberOf(value, "type"), 50);
  if (type !== undefined) draft.plugin.ext["containerType"] = type;
  const options = textsOf(memberOf(value, "container-opts"), 50);
  if (options.length > 0) draft.plugin.ext["containerOptions"] = options;
}

function claimRun(draft: Draft, root: Mapping): void {
  const run = draft.plugin.run;
  run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  const template = textOf(memberOf(root, "command-line"), 10_000);
  if (template !== undefined) {
    run.template = template;
    // https://github.com/boutiques/boutiques/blob/master/boutiques/schema: the command line is run by a shell.
    run.shell = true;
    notePlace(draft, "/run/template", "command-line");
  }
  const exitCodes = readExitCodes(memberOf(root, "error-codes"));
  if (exitCodes !== undefined) run.exitCodes = exitCodes;
}

/** `ram` and `disk-space` are GB (read as GiB), `walltime-estimate` seconds. */
function claimResources(draft: Draft, root: Mapping): void {
  const resources = memberOf(root, "suggested-resources");
  const seconds = numberOf(memberOf(resources, "walltime-estimate") ?? memberOf(root, "walltime-estimate"));
  if (seconds !== undefined) draft.plugin.profiles.push({ label: "estimate", wallSeconds: seconds });
  if (!isMapping(resources)) return;
  draft.plugin.hardware = dropAbsent<Hardware>({
    cpuMinimum: numberOf(memberOf(resources, "cpu-cores")),
    memoryMiB: mebibytes(numberOf(memberOf(resources, "ram"))),
    diskMiB: mebibytes(numberOf(memberOf(resources, "disk-space"))),
  });
  notePlace(draft, "/hardware", "suggested-resources");
}

function mebibytes(gigabytes: number | undefined): number | undefined {
  return gigabytes === undefined ? undefined : Math.round(gigabytes * 1_024);
}

function readDeprecation(value: unknown): Plugin["deprecated"] {
  if (value === true) return {};
  const replacedBy = doiOf(value) ?? textOf(value, 300);
  return replacedBy === undefined ? undefined : { replacedBy };
}

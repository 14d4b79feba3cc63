import { pointerOf } from "../../document/pointer.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { Hardware, Plugin, PluginImage } from "../../model/plugin.ts";
import { citationOf } from "../citation.ts";
import { claimName, claimText } from "../claim.ts";
import { claimAuthors, claimLicense, claimVersion } from "../claim-fields.ts";
import { copyWithoutEmail } from "../copy-value.ts";
import { type Draft, finish, startDraft } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf, textsOf } from "../narrow-value.ts";
import { oneOf } from "./one-of.ts";
import { readParameters } from "./read-parameters.ts";
import { readDeprecation, readProfiles, readSigners, readTests } from "./read-rest.ts";
import { readRun } from "./read-run.ts";

/** The plugin of one of our own manifests; what the schema finds wrong is left out here. */
export function normalizeOwn(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  if (!isMapping(root)) return [];
  const draft = startDraft("own", oneOf(memberOf(root, "kind"), ["tool", "workflow", "environment"]) ?? "tool", "");
  const { plugin } = draft;
  claimName(draft, root, "name", companions);
  claimVersion(draft, root, "version");
  for (const field of ["title", "summary", "description", "contact", "released"] as const)
    claimText(draft, field, root, field);
  claimAuthors(draft, root, "authors");
  claimLicense(draft, root, "license");
  claimReferences(draft, root);
  claimImages(draft, root);
  plugin.run = readRun(memberOf(root, "run"));
  if (Object.hasOwn(root, "run")) notePlace(draft, "/run", "run");
  readParameters(draft, root);
  claimHardware(draft, root);
  plugin.packages = textsOf(memberOf(root, "packages"));
  plugin.claims = textsOf(memberOf(root, "concepts"));
  plugin.tests = readTests(memberOf(root, "tests"));
  plugin.profiles = readProfiles(memberOf(root, "profiles"));
  plugin.signers = readSigners(memberOf(root, "signers"));
  const deprecated = readDeprecation(memberOf(root, "deprecated"));
  if (deprecated !== undefined) plugin.deprecated = deprecated;
  for (const field of ["packages", "concepts", "tests", "profiles", "signers", "deprecated"]) {
    if (Object.hasOwn(root, field)) notePlace(draft, field === "concepts" ? "/claims" : `/${field}`, field);
  }
  const ext = copyWithoutEmail(memberOf(root, "ext"), { values: 2_000, depth: 8, text: 2_000 });
  if (isMapping(ext)) plugin.ext = { ...ext };
  return [finish(draft)];
}

function claimReferences(draft: Draft, root: Mapping): void {
  const { plugin } = draft;
  for (const [index, entry] of listed(root, "citations", "doi").entries()) {
    const text = textOf(memberOf(entry.part, "text"), 5_000);
    const doi = citationOf(memberOf(entry.part, "doi"))?.doi;
    if (text === undefined && doi === undefined) continue;
    notePlace(draft, `/citations/${plugin.citations.length}`, "citations", index);
    plugin.citations.push(dropAbsent<Plugin["citations"][number]>({ text, doi }));
  }
  for (const [index, entry] of listed(root, "links", "rel").entries()) {
    const url = textOf(memberOf(entry.part, "url"), 2_000);
    if (url === undefined) continue;
    notePlace(draft, `/links/${plugin.links.length}`, "links", index);
    plugin.links.push({ rel: entry.key, url });
  }
  const recipe = memberOf(root, "recipe");
  const path = textOf(memberOf(recipe, "path"));
  if (path === undefined) return;
  plugin.recipe = { path, kind: oneOf(memberOf(recipe, "kind"), ["dockerfile", "apptainer", "other"]) ?? "other" };
  notePlace(draft, "/recipe", "recipe");
}

/** Entries of a list; what stands there in another form is for the schema to say. */
function listed(root: Mapping, field: string, nameKey: string): NamedEntry[] {
  const value = memberOf(root, field);
  return Array.isArray(value) ? namedEntries(value, `/${field}`, nameKey).slice(0, 100) : [];
}

function claimImages(draft: Draft, root: Mapping): void {
  for (const entry of listed(root, "images", "reference")) {
    const raw = textOf(memberOf(entry.part, "reference"));
    if (raw === undefined) continue;
    const image = dropAbsent<PluginImage>({
      raw,
      platform: textOf(memberOf(entry.part, "platform"), 100),
      accelerator: textOf(memberOf(entry.part, "accelerator"), 100),
      role: oneOf(memberOf(entry.part, "role"), ["run", "base", "alternative"]) ?? "run",
    });
    addImage(draft, image, entry.pointer + pointerOf("reference"));
  }
}

function claimHardware(draft: Draft, root: Mapping): void {
  const value = memberOf(root, "hardware");
  if (!isMapping(value)) return;
  const architectures = textsOf(memberOf(value, "architectures"), 20);
  const features = textsOf(memberOf(value, "cpuFeatures"), 50);
  draft.plugin.hardware = dropAbsent<Hardware>({
    cpuMinimum: numberOf(memberOf(value, "cpuMinimum")),
    memoryMiB: numberOf(memberOf(value, "memoryMiB")),
    diskMiB: numberOf(memberOf(value, "diskMiB")),
    gpu: oneOf(memberOf(value, "gpu"), ["none", "optional", "required"]),
    gpuMiB: numberOf(memberOf(value, "gpuMiB")),
    cuda: textOf(memberOf(value, "cuda"), 100),
    architectures: architectures.length === 0 ? undefined : architectures,
    cpuFeatures: features.length === 0 ? undefined : features,
  });
  notePlace(draft, "/hardware", "hardware");
}

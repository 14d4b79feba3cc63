import { writtenNumber } from "../../document/written-text.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import type { Hardware } from "../../model/plugin.ts";
import { nameFromPath } from "../claim.ts";
import { type Draft, finish, keepRest, startDraft } from "../draft.ts";
import { addParameter, noteOrigin, notePlace } from "../draft-notes.ts";
import type { Companions, NormalizedPlugin } from "../family.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { mebibytesOf } from "../memory-size.ts";
import { numberOf, textOf, textsOf } from "../narrow-value.ts";
import { versionOf } from "../version.ts";

const READ = new Set(["application", "resources"]);

/** The plugin of a MONAI Deploy application. Its image is built from it and stands nowhere in the file. */
export function normalizeMonai(document: ManifestDocument, companions: Companions): NormalizedPlugin[] {
  const root = document.root;
  const application = memberOf(root, "application");
  if (!isMapping(root) || !isMapping(application)) return [];
  const draft = startDraft("monai", "tool", "");
  const { plugin } = draft;
  claimTexts(draft, document, application, companions);
  plugin.run.mode = "batch";
  noteOrigin(draft, "/run", "derived");
  readFormats(draft, application, "inputFormats", "in");
  readFormats(draft, application, "outputFormats", "out");
  const resources = memberOf(root, "resources");
  if (isMapping(resources)) {
    plugin.hardware = hardwareOf(resources);
    notePlace(draft, "/hardware", "resources");
  }
  keepRest(draft, application, new Set(["title", "name", "version", "description", "inputFormats", "outputFormats"]));
  keepRest(draft, root, READ);
  return [finish(draft)];
}

function claimTexts(draft: Draft, document: ManifestDocument, application: Mapping, companions: Companions): void {
  const { plugin } = draft;
  const title = textOf(memberOf(application, "title"));
  const nameKey = ["name", "title"].find((key) => textOf(memberOf(application, key)) !== undefined);
  if (nameKey === undefined) {
    plugin.name = nameFromPath(companions);
    noteOrigin(draft, "/name", "derived");
  } else {
    plugin.name = textOf(memberOf(application, nameKey)) ?? "";
    notePlace(draft, "/name", "application", nameKey);
  }
  if (title !== undefined) {
    plugin.title = title;
    notePlace(draft, "/title", "application", "title");
  }
  const description = textOf(memberOf(application, "description"), 20_000);
  if (description !== undefined) {
    plugin.description = description;
    notePlace(draft, "/description", "application", "description");
  }
  if (Object.hasOwn(application, "version")) notePlace(draft, "/version", "application", "version");
  const value = memberOf(application, "version");
  // `version: 1.0` is the number 1: what its author wrote is the version.
  const written = typeof value === "number" ? writtenNumber(document, "/application/version") : undefined;
  const version = versionOf(written ?? value);
  if (version !== undefined) plugin.version = version;
}

/** `["file"]`: one nameless input or output for each format, called by its number. */
function readFormats(draft: Draft, application: Mapping, key: string, direction: "in" | "out"): void {
  const value = memberOf(application, key);
  const formats = Array.isArray(value) ? value.slice(0, 100) : [];
  for (const [index, format] of formats.entries()) {
    const rawType = textsOf(format, 1)[0];
    if (rawType === undefined) continue;
    const name = `${direction === "in" ? "input" : "output"}-${index + 1}`;
    const kind = rawType === "file" ? "file" : "other";
    addParameter(draft, { direction, key: name, kind, rawType, formats: [] }, `/application/${key}/${index}`);
  }
}

/** `gpu` is a number of GPUs, memory has Kubernetes' units. */
function hardwareOf(resources: Mapping): Hardware {
  const gpu = numberOf(memberOf(resources, "gpu"));
  return dropAbsent<Hardware>({
    cpuMinimum: numberOf(memberOf(resources, "cpu")),
    memoryMiB: mebibytesOf(memberOf(resources, "memory")),
    gpu: gpu === undefined ? undefined : gpu > 0 ? "required" : "none",
    gpuMiB: mebibytesOf(memberOf(resources, "gpuMemory")),
  });
}

import { pointerOf } from "../../document/pointer.ts";
import type { Hardware } from "../../model/plugin.ts";
import { doiOf } from "../citation.ts";
import type { Draft } from "../draft.ts";
import { addImage } from "../draft-notes.ts";
import { type NamedEntry, namedEntries } from "../entries.ts";
import { dropAbsent, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf, textsOf } from "../narrow-value.ts";
import { versionOf } from "../version.ts";

/** What `requirements` and `hints` tell: image, machine, network, software. Requirements come first and win. */
export function readRequirements(draft: Draft, part: Mapping): void {
  readImages(draft, part, draft.pointer);
  for (const side of ["requirements", "hints"]) {
    for (const entry of namedEntries(memberOf(part, side), draft.pointer + pointerOf(side), "class")) {
      readRequirement(draft, entry);
    }
  }
}

/** Images of DockerRequirement, written as list or map, in requirements or hints of one process. */
export function readImages(draft: Draft, part: unknown, pointer: string): void {
  for (const side of ["requirements", "hints"]) {
    for (const entry of namedEntries(memberOf(part, side), pointer + pointerOf(side), "class")) {
      if (entry.key !== "DockerRequirement") continue;
      const key = ["dockerPull", "dockerImageId"].find((name) => Object.hasOwn(entry.part, name));
      if (key !== undefined) readImage(draft, memberOf(entry.part, key), entry.pointer + pointerOf(key));
      if (Object.hasOwn(entry.part, "dockerFile")) draft.plugin.ext["hasDockerFile"] = true;
    }
  }
}

/** `{$include: file}` is no image that could be read here; its place is kept, so that a finding can point to it. */
function readImage(draft: Draft, value: unknown, pointer: string): void {
  const raw = typeof value === "string" ? textOf(value) : undefined;
  if (raw !== undefined) {
    addImage(draft, { raw, role: "run" }, pointer);
    return;
  }
  draft.places["/images"] = pointer;
  draft.plugin.ext["imageIsNoText"] = true;
}

function readRequirement(draft: Draft, entry: NamedEntry): void {
  const { part } = entry;
  switch (entry.key) {
    case "ResourceRequirement":
      mergeHardware(draft, entry.pointer, {
        cpuMinimum: numberOf(memberOf(part, "coresMin")),
        memoryMiB: numberOf(memberOf(part, "ramMin")),
        diskMiB: diskOf(part),
      });
      return;
    case "cwltool:CUDARequirement":
    case "http://commonwl.org/cwltool#CUDARequirement":
      mergeHardware(draft, entry.pointer, {
        gpu: "required",
        cuda: textOf(memberOf(part, "cudaVersionMin"), 50),
        gpuMiB: numberOf(memberOf(part, "cudaDeviceMemoryMin")),
      });
      return;
    case "NetworkAccess":
      readNetwork(draft, memberOf(part, "networkAccess"));
      return;
    case "ShellCommandRequirement":
      draft.plugin.run.shell = true;
      return;
    case "SoftwareRequirement":
      readSoftware(draft, memberOf(part, "packages"), entry.pointer + pointerOf("packages"));
      return;
    default:
      return;
  }
}

/** Sizes are MiB; what is computed by an expression stays unknown. */
function diskOf(part: Mapping): number | undefined {
  const scratch = numberOf(memberOf(part, "tmpdirMin"));
  const output = numberOf(memberOf(part, "outdirMin"));
  return scratch === undefined && output === undefined ? undefined : (scratch ?? 0) + (output ?? 0);
}

function mergeHardware(draft: Draft, pointer: string, found: { [K in keyof Hardware]: Hardware[K] | undefined }): void {
  const hardware = dropAbsent<Hardware>(found);
  if (Object.keys(hardware).length === 0) return;
  draft.plugin.hardware = { ...hardware, ...draft.plugin.hardware };
  draft.places["/hardware"] ??= pointer;
  draft.plugin.from["/hardware"] = "manifest";
}

function readNetwork(draft: Draft, value: unknown): void {
  const isNeeded = booleanOf(value);
  if (draft.plugin.run.network !== undefined) return;
  draft.plugin.run.network = isNeeded === undefined ? "unknown" : isNeeded ? "needed" : "none";
}

/** Packages with versions and identifiers; the version of a single one is the plugin's where it claims none itself. */
function readSoftware(draft: Draft, packages: unknown, pointer: string): void {
  const entries = namedEntries(packages, pointer, "package").slice(0, 100);
  const software = entries.map((entry) => {
    const specs = textsOf(memberOf(entry.part, "specs") ?? (Array.isArray(entry.value) ? entry.value : undefined), 20);
    return { name: entry.key, versions: textsOf(memberOf(entry.part, "version"), 20), specs, pointer: entry.pointer };
  });
  const only = software.length === 1 ? software[0] : undefined;
  const version = versionOf(only?.versions[0]);
  if (draft.plugin.version === undefined && only !== undefined && version !== undefined) {
    draft.plugin.version = version;
    draft.places["/version"] = `${only.pointer}/version`;
    draft.plugin.from["/version"] = "manifest";
  }
  for (const spec of software.flatMap((one) => one.specs)) {
    const doi = doiOf(spec);
    if (spec.startsWith("pkg:")) draft.plugin.packages.push(spec);
    else if (doi !== undefined && draft.plugin.citations.length < 100) draft.plugin.citations.push({ doi });
  }
  if (software.length > 0) {
    draft.plugin.ext["software"] = software.map(({ name, versions, specs }) => ({ name, versions, specs }));
  }
}

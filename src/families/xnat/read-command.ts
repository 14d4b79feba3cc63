import type { Hardware } from "../../model/plugin.ts";
import { claimName, claimText } from "../claim.ts";
import { claimLink, claimVersion } from "../claim-fields.ts";
import { type Draft, keepRest } from "../draft.ts";
import { addImage, notePlace } from "../draft-notes.ts";
import type { Companions } from "../family.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { numberOf, textOf } from "../narrow-value.ts";
import { readMounts } from "./read-mounts.ts";
import { readParameters } from "./read-parameters.ts";

/** Keys that the record has fields for; the rest (wrappers under `xnat`, environment variables …) goes to `ext`. */
const READ = new Set([
  ...["name", "label", "description", "version", "info-url", "image", "type", "command-line", "mounts", "inputs"],
  ...["outputs", "network", "ports"],
]);

/** Fills the record of one command: https://wiki.xnat.org/container-service/json-command-definition */
export function readCommand(draft: Draft, part: Mapping, companions: Companions): void {
  const { plugin } = draft;
  const type = textOf(memberOf(part, "type"), 50);
  if (type !== undefined) plugin.dialect = type;
  claimName(draft, part, "name", companions);
  claimText(draft, "title", part, "label");
  claimText(draft, "description", part, "description");
  claimVersion(draft, part, "version");
  claimLink(draft, part, "info-url", "website");
  const image = textOf(memberOf(part, "image"));
  if (image !== undefined) addImage(draft, { raw: image, role: "run" }, `${draft.pointer}/image`);
  readRun(draft, part);
  readParameters(draft, part);
  readHardware(draft, part);
  keepRest(draft, part, READ);
}

function readRun(draft: Draft, part: Mapping): void {
  const { run } = draft.plugin;
  run.mode = "batch";
  draft.plugin.from["/run"] = "derived";
  const template = textOf(memberOf(part, "command-line"), 10_000);
  if (template !== undefined) {
    run.template = template;
    // The Container Service hands the line to `/bin/sh -c`.
    run.shell = true;
    notePlace(draft, "/run/template", "command-line");
  }
  run.mounts = readMounts(memberOf(part, "mounts"));
  const network = textOf(memberOf(part, "network"), 200);
  if (network === "none") run.network = "none";
  else if (network !== undefined) draft.plugin.ext["network"] = network;
  run.ports = readPorts(memberOf(part, "ports"));
}

/** Port of the container → port of the host, both as texts. */
function readPorts(value: unknown): { port: number }[] {
  const ports = isMapping(value) ? Object.keys(value).slice(0, 100).map(Number) : [];
  return ports.filter((port) => Number.isInteger(port) && port > 0 && port < 65_536).map((port) => ({ port }));
}

/** `reserve-memory` is MB of a soft limit; `limit-memory` and `limit-cpu` are what a run may take at most. */
function readHardware(draft: Draft, part: Mapping): void {
  const hardware = dropAbsent<Hardware>({
    memoryMiB: numberOf(memberOf(part, "reserve-memory")),
    gpu: textOf(memberOf(part, "runtime"), 50) === "nvidia" ? "required" : undefined,
  });
  if (Object.keys(hardware).length === 0) return;
  draft.plugin.hardware = hardware;
  notePlace(draft, "/hardware", hardware.memoryMiB === undefined ? "runtime" : "reserve-memory");
}

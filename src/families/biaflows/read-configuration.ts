import type { Hardware, Run } from "../../model/plugin.ts";
import type { Draft } from "../draft.ts";
import { notePlace } from "../draft-notes.ts";
import { dropAbsent, isMapping, type Mapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";

const CPU_FEATURES = ["AVX", "AVX2"];

/** `configuration` of BIOMERO: folders inside the container, and what it asks of the machine (`ram-min` in MB). */
export function readConfiguration(draft: Draft, root: Mapping): void {
  const configuration = memberOf(root, "configuration");
  if (!isMapping(configuration)) return;
  draft.plugin.run.mounts = mountsOf(configuration);
  const resources = memberOf(configuration, "resources");
  const networking = booleanOf(memberOf(resources, "networking"));
  if (networking !== undefined) {
    draft.plugin.run.network = networking ? "needed" : "none";
    notePlace(draft, "/run/network", "configuration", "resources", "networking");
  }
  if (!isMapping(resources)) return;
  draft.plugin.hardware = hardwareOf(resources);
  notePlace(draft, "/hardware", "configuration", "resources");
}

function mountsOf(configuration: Mapping): Run["mounts"] {
  const input = textOf(memberOf(configuration, "input_folder"), 500);
  const output = textOf(memberOf(configuration, "output_folder"), 500);
  const mounts: Run["mounts"] = [];
  if (input !== undefined) mounts.push({ path: input, access: "read", purpose: "inputs" });
  if (output !== undefined) mounts.push({ path: output, access: "write", purpose: "outputs" });
  return mounts;
}

function hardwareOf(resources: Mapping): Hardware {
  const gpu = booleanOf(memberOf(resources, "gpu"));
  const features = CPU_FEATURES.filter((feature) => booleanOf(memberOf(resources, `cpu${feature}`)) === true);
  const cuda = memberOf(resources, "cuda-requirements");
  return dropAbsent<Hardware>({
    cpuMinimum: numberOf(memberOf(resources, "cores-min")),
    memoryMiB: numberOf(memberOf(resources, "ram-min")),
    gpu: gpu === undefined ? undefined : gpu ? "required" : "none",
    gpuMiB: numberOf(memberOf(cuda, "device-memory-min")),
    cpuFeatures: features.length === 0 ? undefined : features,
  });
}

import type { Hardware } from "../../model/plugin.ts";
import { dropAbsent, isMapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textsOf } from "../narrow-value.ts";

/** `resourceRequirements`: `ramMin` and `deviceMemoryMin` are MiB, `coresMin` is cores. */
export function readHardware(value: unknown): Hardware | undefined {
  if (!isMapping(value)) return undefined;
  const cuda = memberOf(value, "cudaRequirements");
  const gpu = booleanOf(memberOf(value, "gpu"));
  const features = ["AVX", "AVX2"].filter((name) => booleanOf(memberOf(value, `cpu${name}`)) === true);
  const capabilities = textsOf(memberOf(cuda, "cudaComputeCapability"), 50);
  return dropAbsent<Hardware>({
    cpuMinimum: numberOf(memberOf(value, "coresMin")),
    memoryMiB: numberOf(memberOf(value, "ramMin")),
    gpu: gpu === undefined ? undefined : gpu ? "required" : "none",
    gpuMiB: numberOf(memberOf(cuda, "deviceMemoryMin")),
    cuda: capabilities.length === 0 ? undefined : capabilities.join(", "),
    cpuFeatures: features.length === 0 ? undefined : features.map((name) => name.toLowerCase()),
  });
}

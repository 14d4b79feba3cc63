import type { Hardware } from "../../model/plugin.ts";
import { dropAbsent, isMapping, memberOf } from "../hostile-value.ts";
import { mebibytesOf } from "../memory-size.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";

/** `hardware`, nested (`cpu: {min: …}`) or with dotted keys (`cpu.min`): cores, MiB, GPU. */
export function readHardware(value: unknown): Hardware | undefined {
  if (!isMapping(value)) return undefined;
  const at = (group: string, key: string): unknown =>
    memberOf(memberOf(value, group), key) ?? memberOf(value, `${group}.${key}`);
  const architecture = textOf(at("cpu", "type"), 50);
  return dropAbsent<Hardware>({
    cpuMinimum: cores(at("cpu", "min")),
    memoryMiB: mebibytesOf(at("memory", "min")),
    gpu: gpuOf(booleanOf(at("gpu", "required")), booleanOf(at("gpu", "enabled"))),
    gpuMiB: mebibytesOf(at("gpu", "memory")),
    architectures: architecture === undefined ? undefined : [architecture],
  });
}

function gpuOf(isRequired: boolean | undefined, isEnabled: boolean | undefined): Hardware["gpu"] | undefined {
  if (isRequired === true) return "required";
  if (isEnabled === true) return "optional";
  return isRequired === undefined && isEnabled === undefined ? undefined : "none";
}

/** `500m` is half a core; a bare number is cores. */
function cores(value: unknown): number | undefined {
  const text = textOf(value, 40);
  if (text?.endsWith("m") !== true) return numberOf(value);
  const millicores = numberOf(text.slice(0, -1));
  return millicores === undefined ? undefined : millicores / 1_000;
}

import type { Hardware } from "../../model/plugin.ts";
import { dropAbsent, isMapping, memberOf } from "../hostile-value.ts";
import { booleanOf, numberOf, textOf } from "../narrow-value.ts";

const MIB_PER_UNIT: Readonly<Record<string, number>> = {
  ki: 1 / 1024,
  mi: 1,
  gi: 1024,
  ti: 1024 * 1024,
  k: 1e3 / 2 ** 20,
  m: 1e6 / 2 ** 20,
  g: 1e9 / 2 ** 20,
};

/** `hardware`, nested (`cpu: {min: …}`) or with dotted keys (`cpu.min`): cores, MiB, GPU. */
export function readHardware(value: unknown): Hardware | undefined {
  if (!isMapping(value)) return undefined;
  const at = (group: string, key: string): unknown =>
    memberOf(memberOf(value, group), key) ?? memberOf(value, `${group}.${key}`);
  const architecture = textOf(at("cpu", "type"), 50);
  return dropAbsent<Hardware>({
    cpuMinimum: cores(at("cpu", "min")),
    memoryMiB: mebibytes(at("memory", "min")),
    gpu: gpuOf(booleanOf(at("gpu", "required")), booleanOf(at("gpu", "enabled"))),
    gpuMiB: mebibytes(at("gpu", "memory")),
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

/** `2Gi`, `512M`; a bare number is MiB. */
function mebibytes(value: unknown): number | undefined {
  const text = textOf(value, 40);
  const groups =
    text === undefined ? undefined : /^(?<amount>\d{1,15}(?:\.\d{1,6})?)\s?(?<unit>[kmgt]i?)b?$/iu.exec(text)?.groups;
  if (groups === undefined) return numberOf(value);
  const factor = MIB_PER_UNIT[(groups["unit"] ?? "").toLowerCase()];
  return factor === undefined ? undefined : Math.round(Number(groups["amount"]) * factor);
}

import { isMapping, memberOf } from "../hostile-value.ts";

/** `custom` is an object with `gear-builder` or `flywheel`, and the root has `config` or `inputs`. */
export function recognizesFlywheel(root: unknown): boolean {
  const custom = memberOf(root, "custom");
  if (!isMapping(root) || !isMapping(custom)) return false;
  if (!Object.hasOwn(custom, "gear-builder") && !Object.hasOwn(custom, "flywheel")) return false;
  return Object.hasOwn(root, "config") || Object.hasOwn(root, "inputs");
}

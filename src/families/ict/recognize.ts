import { isMapping, memberOf } from "../hostile-value.ts";

/** It has `specVersion` and `inputs`, and `container` is a text. */
export function recognizesIct(root: unknown): boolean {
  if (!isMapping(root) || !Object.hasOwn(root, "specVersion") || !Object.hasOwn(root, "inputs")) return false;
  return typeof memberOf(root, "container") === "string";
}

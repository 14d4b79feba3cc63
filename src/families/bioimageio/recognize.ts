import { isMapping, memberOf } from "../hostile-value.ts";

/** It has `format_version`, `name` is a text, and it has `type`, `weights` or `test_inputs`. */
export function recognizesBioimageio(root: unknown): boolean {
  if (!isMapping(root) || !Object.hasOwn(root, "format_version")) return false;
  if (typeof memberOf(root, "name") !== "string") return false;
  return ["type", "weights", "test_inputs"].some((key) => Object.hasOwn(root, key));
}

import { isMapping, memberOf } from "../hostile-value.ts";

/** `name` is a text, `tools` is a list of objects only, and it has `input` or `output`. */
export function recognizesNfcore(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "name") !== "string") return false;
  const tools = memberOf(root, "tools");
  if (!Array.isArray(tools) || !tools.every(isMapping)) return false;
  return Object.hasOwn(root, "input") || Object.hasOwn(root, "output");
}

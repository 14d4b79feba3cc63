import { isMapping, memberOf } from "../hostile-value.ts";

/**
 * `command-line` is a text, it has `container-image` or inputs, and one of: `schema-version` begins with "cytomine", it
 * has `problem-class`, `configuration` is an object, some input has `set-by-server`.
 */
export function recognizesBiaflows(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "command-line") !== "string") return false;
  const inputs = memberOf(root, "inputs");
  const list: unknown[] = Array.isArray(inputs) ? inputs : [];
  if (!Object.hasOwn(root, "container-image") && list.length === 0) return false;
  const schemaVersion = memberOf(root, "schema-version");
  if (typeof schemaVersion === "string" && schemaVersion.startsWith("cytomine")) return true;
  if (Object.hasOwn(root, "problem-class") || isMapping(memberOf(root, "configuration"))) return true;
  return list.some((input) => isMapping(input) && Object.hasOwn(input, "set-by-server"));
}

import { isMapping, memberOf } from "../hostile-value.ts";

/**
 * `command-line` is a text, it has `schema-version` and no `image`, and some input has `value-key` or `optional`; asked
 * only of what is no BIAFLOWS descriptor, a family of its own under the same file name.
 */
export function recognizesBoutiques(root: unknown): boolean {
  if (!isMapping(root) || isBiaflows(root)) return false;
  if (typeof memberOf(root, "command-line") !== "string") return false;
  if (!Object.hasOwn(root, "schema-version") || Object.hasOwn(root, "image")) return false;
  return someInputHas(root, "value-key") || someInputHas(root, "optional");
}

/** A Cytomine, BIAFLOWS or BIOMERO descriptor: looks like Boutiques, but is not. */
export function isBiaflows(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "command-line") !== "string") return false;
  const inputs = memberOf(root, "inputs");
  const hasInputs = Array.isArray(inputs) && inputs.length > 0;
  if (!Object.hasOwn(root, "container-image") && !hasInputs) return false;
  const schemaVersion = memberOf(root, "schema-version");
  if (typeof schemaVersion === "string" && schemaVersion.startsWith("cytomine")) return true;
  if (Object.hasOwn(root, "problem-class") || isMapping(memberOf(root, "configuration"))) return true;
  return someInputHas(root, "set-by-server");
}

function someInputHas(root: unknown, key: string): boolean {
  const inputs = memberOf(root, "inputs");
  return Array.isArray(inputs) && inputs.some((input: unknown) => isMapping(input) && Object.hasOwn(input, key));
}

import { recognizesBiaflows } from "../biaflows/recognize.ts";
import { isMapping, memberOf } from "../hostile-value.ts";

/**
 * `command-line` is a text, it has `schema-version` and no `image`, and some input has `value-key` or `optional`; asked
 * only of what is no BIAFLOWS descriptor, a family of its own under the same file name.
 */
export function recognizesBoutiques(root: unknown): boolean {
  if (!isMapping(root) || recognizesBiaflows(root)) return false;
  if (typeof memberOf(root, "command-line") !== "string") return false;
  if (!Object.hasOwn(root, "schema-version") || Object.hasOwn(root, "image")) return false;
  return someInputHas(root, "value-key") || someInputHas(root, "optional");
}

function someInputHas(root: unknown, key: string): boolean {
  const inputs = memberOf(root, "inputs");
  return Array.isArray(inputs) && inputs.some((input: unknown) => isMapping(input) && Object.hasOwn(input, key));
}

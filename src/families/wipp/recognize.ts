import { namedEntries } from "../entries.ts";
import { isMapping, type Mapping, memberOf } from "../hostile-value.ts";

/** Variants of the manifest that the field uses. */
export type WippDialect = "fair-chain" | "wipp-nist" | "wipp-polus";

/** Types that NIST's schema does not know. */
const POLUS_TYPES = new Set<unknown>(["float", "genericData", "path", "pyramidAnnotation"]);

/** `containerId` is a text, it has `inputs`, and it has `ui` or `outputs`. */
export function recognizesWipp(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "containerId") !== "string" || !Object.hasOwn(root, "inputs"))
    return false;
  return Object.hasOwn(root, "ui") || Object.hasOwn(root, "outputs");
}

/**
 * Which variant a manifest uses, by what only that variant has: `resourceRequirements` is FAIR-chain's; `baseCommand`,
 * the added types and maps in place of lists are Polus's; all else is NIST's own.
 */
export function dialectOf(root: Mapping): WippDialect {
  if (isMapping(memberOf(root, "resourceRequirements"))) return "fair-chain";
  if (Object.hasOwn(root, "baseCommand") || isMapping(memberOf(root, "inputs"))) return "wipp-polus";
  const ports = [...namedEntries(root["inputs"], "", "name"), ...namedEntries(memberOf(root, "outputs"), "", "name")];
  const isPolus = ports.some((port) => POLUS_TYPES.has(memberOf(port.part, "type")));
  return isPolus ? "wipp-polus" : "wipp-nist";
}

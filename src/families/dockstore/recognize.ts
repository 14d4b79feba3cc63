import { isMapping, memberOf } from "../hostile-value.ts";

/** Lists of a pointer file whose entries name a descriptor. */
export const DESCRIBED = ["notebooks", "tools", "workflows"] as const;

/**
 * It has `version`; `workflows`, `tools`, `notebooks` or `services` is a list or `service` is an object; and an entry of
 * the first three has `primaryDescriptorPath` or `subclass`.
 */
export function recognizesDockstore(root: unknown): boolean {
  if (!isMapping(root) || !Object.hasOwn(root, "version")) return false;
  const lists = [...DESCRIBED, "services"].map((key) => memberOf(root, key));
  if (!lists.some(Array.isArray) && !isMapping(memberOf(root, "service"))) return false;
  return DESCRIBED.some((key) => {
    const list = memberOf(root, key);
    return Array.isArray(list) && list.some(pointsSomewhere);
  });
}

function pointsSomewhere(entry: unknown): boolean {
  return isMapping(entry) && (Object.hasOwn(entry, "primaryDescriptorPath") || Object.hasOwn(entry, "subclass"));
}

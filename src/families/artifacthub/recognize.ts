import { isMapping, memberOf } from "../hostile-value.ts";

/** `name` is a text, and it has `version`, `displayName` and `createdAt`. */
export function recognizesArtifactHub(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "name") !== "string") return false;
  return ["version", "displayName", "createdAt"].every((key) => Object.hasOwn(root, key));
}

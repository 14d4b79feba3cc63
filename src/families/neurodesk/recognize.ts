import { isMapping, memberOf } from "../hostile-value.ts";

/** `name` is a text, it has `version`, and `build` is an object with `kind`. */
export function recognizesNeurodesk(root: unknown): boolean {
  if (!isMapping(root) || typeof memberOf(root, "name") !== "string" || !Object.hasOwn(root, "version")) return false;
  const build = memberOf(root, "build");
  return isMapping(build) && Object.hasOwn(build, "kind");
}

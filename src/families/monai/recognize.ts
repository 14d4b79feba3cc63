import { isMapping, memberOf } from "../hostile-value.ts";

/** `application` is an object with `title`, and `resources` is an object. */
export function recognizesMonai(root: unknown): boolean {
  const application = memberOf(root, "application");
  return isMapping(application) && Object.hasOwn(application, "title") && isMapping(memberOf(root, "resources"));
}

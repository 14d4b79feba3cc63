import { isMapping, memberOf } from "../hostile-value.ts";

const TYPES = ["native-python", "web-worker", "web-python", "window", "iframe", "collection", "rpc-"];

/** It has `api_version`, `name` and `type` are texts, and `type` begins as one of ImJoy's types does. */
export function recognizesImjoy(root: unknown): boolean {
  if (!isMapping(root) || !Object.hasOwn(root, "api_version") || typeof memberOf(root, "name") !== "string")
    return false;
  const type = memberOf(root, "type");
  return typeof type === "string" && TYPES.some((known) => type.startsWith(known));
}

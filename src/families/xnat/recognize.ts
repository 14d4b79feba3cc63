import { isMapping, memberOf } from "../hostile-value.ts";

/** `image` and `command-line` are texts, and it has `xnat` or `mounts`, or `type` begins with "docker". */
export function recognizesXnat(root: unknown): boolean {
  if (!isMapping(root)) return false;
  if (typeof memberOf(root, "image") !== "string" || typeof memberOf(root, "command-line") !== "string") return false;
  if (Object.hasOwn(root, "xnat") || Object.hasOwn(root, "mounts")) return true;
  const type = memberOf(root, "type");
  return typeof type === "string" && type.startsWith("docker");
}

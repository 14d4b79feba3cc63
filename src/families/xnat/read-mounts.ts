import type { Run } from "../../model/plugin.ts";
import { isMapping, memberOf } from "../hostile-value.ts";
import { booleanOf, textOf } from "../narrow-value.ts";

/** `mounts`: writable or not, `writable` often being a text; older commands say `type: input` or `output`. */
export function readMounts(value: unknown): Run["mounts"] {
  const list: unknown[] = Array.isArray(value) ? value.slice(0, 100) : [];
  return list.filter(isMapping).flatMap((mount) => {
    const path = textOf(memberOf(mount, "path"), 500);
    if (path === undefined) return [];
    const isWritable = booleanOf(memberOf(mount, "writable")) ?? memberOf(mount, "type") === "output";
    return [{ path, access: isWritable ? "read-write" : "read", purpose: isWritable ? "outputs" : "inputs" } as const];
  });
}

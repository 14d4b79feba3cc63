import type { NormalizedPlugin } from "../family.ts";

/**
 * None: a pointer file describes nothing itself. A descriptor of a family that we read is found by its own name and
 * content, whether or not a pointer names it, so that no plugin is listed twice.
 */
export function normalizeDockstore(): NormalizedPlugin[] {
  return [];
}

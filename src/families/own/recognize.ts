import { isMapping } from "../hostile-value.ts";

/** It has `waybill`; that the value is 1 is for the schema to say, so that `"1"` or 2 is not passed over in silence. */
export function recognizesOwn(root: unknown): boolean {
  return isMapping(root) && Object.hasOwn(root, "waybill");
}

import { createHash } from "node:crypto";
import { canonicalLine } from "../document/canonical-json.ts";

/** sha256 (hex) of the canonical JSON of a value: equal content gives equal text, whatever the order it was written in. */
export function sha256OfJson(value: unknown): string {
  return createHash("sha256").update(canonicalLine(value)).digest("hex");
}

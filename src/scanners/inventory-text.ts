import { createHash } from "node:crypto";
import { canonicalJson } from "../document/canonical-json.ts";
import type { Inventory } from "../model/scan.ts";

/** Inventory as canonical JSON. Same image, same bytes. */
export function inventoryText(inventory: Inventory): string {
  return canonicalJson(inventory);
}

/** sha256, in hex, of `inventoryText`. */
export function inventorySha256(inventory: Inventory): string {
  return createHash("sha256").update(inventoryText(inventory)).digest("hex");
}

import { createHash } from "node:crypto";
import type { Inventory } from "../model/scan.ts";

/** Inventory as canonical JSON: sorted keys, two spaces, one newline at the end. Same image, same bytes. */
export function inventoryText(inventory: Inventory): string {
  return `${JSON.stringify(sortKeys(inventory), undefined, 2)}\n`;
}

/** sha256, in hex, of `inventoryText`. */
export function inventorySha256(inventory: Inventory): string {
  return createHash("sha256").update(inventoryText(inventory)).digest("hex");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

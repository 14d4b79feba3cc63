import type { Cache } from "../cache/open-cache.ts";
import type { Digest, Platform } from "../model/image.ts";
import type { Inventory } from "../model/scan.ts";
import { platformText } from "../oci/platform.ts";
import { inventoryText } from "../scanners/inventory-text.ts";

/** The inventory of one platform of an image from the cache, where it was kept. */
export function readInventory(cache: Cache, image: Digest, platform: Platform): Inventory | undefined {
  const text = readInventoryText(cache, image, platform);
  // Our own writing, below.
  return text === undefined ? undefined : (JSON.parse(text) as Inventory);
}

/** The same as it is kept: the same inventory, the same text. */
export function readInventoryText(cache: Cache, image: Digest, platform: Platform): string | undefined {
  return cache.get("inventory", inventoryKey(image, platform));
}

/** Keeps a complete inventory; an incomplete one is made again next time, when the registry may answer. */
export function keepInventory(cache: Cache, image: Digest, platform: Platform, inventory: Inventory): void {
  if (inventory.incomplete.length > 0) return;
  cache.set("inventory", inventoryKey(image, platform), inventoryText(inventory));
}

function inventoryKey(image: Digest, platform: Platform): string {
  return `${image} ${platformText(platform)}`;
}

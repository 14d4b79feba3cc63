import type { Image } from "../model/image.ts";
import type { Inventory } from "../model/scan.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { ExportContext } from "./exporter.ts";

/** `sha256-<hex>`: a digest as a name of a folder; refuses what is no digest. */
export function imageFolder(digest: string): string {
  if (!/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(digest)) {
    throw new WaybillError("internal", "an image of the catalog has no well-formed digest");
  }
  return digest.replace(":", "-");
}

/** What is inside an image: of the image itself, else of its first platform that was looked into. */
export function inventoryOf(image: Image, context: ExportContext): Inventory | undefined {
  const own = context.inventoryOf(image.digest);
  if (own !== undefined) return own;
  for (const platform of image.platforms) {
    const inventory = context.inventoryOf(platform.digest);
    if (inventory !== undefined) return { ...inventory, image: image.digest };
  }
  return undefined;
}

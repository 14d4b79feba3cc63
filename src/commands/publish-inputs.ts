import { createHash } from "node:crypto";
import type { Cache } from "../cache/open-cache.ts";
import { recordDigest } from "../catalog/record-digest.ts";
import type { Catalog } from "../model/catalog.ts";
import { readInventoryText } from "../pipeline/cached-inventory.ts";
import { addPart, digestProgram } from "./program-digest.ts";

/**
 * Digest of everything that a published folder is made of: the catalog, the inventories that the cache has, the
 * settings, and this program itself. Where it is the same, the folder would be too.
 */
export function digestInputs(catalog: Catalog, cache: Cache, settings: unknown): string {
  const hash = createHash("sha256");
  // As it was read: the same files give the same digests and texts.
  const { repositories, images, ...rest } = catalog;
  for (const record of [...repositories, ...images]) addPart(hash, recordDigest(record) ?? JSON.stringify(record));
  addPart(hash, JSON.stringify(rest));
  addPart(hash, JSON.stringify(settings));
  for (const { digest, platforms } of images) {
    const [first] = platforms;
    addPart(hash, first === undefined ? "" : (readInventoryText(cache, digest, first.platform) ?? ""));
  }
  addPart(hash, digestProgram());
  return hash.digest("hex");
}

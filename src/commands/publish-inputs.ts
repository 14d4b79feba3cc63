import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Cache } from "../cache/open-cache.ts";
import type { Catalog } from "../model/catalog.ts";
import { readInventoryText } from "../pipeline/cached-inventory.ts";

/**
 * Digest of everything that a published folder is made of: the catalog, the inventories that the cache has, the
 * settings, and this program itself. Where it is the same, the folder would be too.
 */
export function digestInputs(catalog: Catalog, cache: Cache, settings: unknown): string {
  const hash = createHash("sha256");
  // As it was parsed: the same files give the same text.
  addPart(hash, JSON.stringify(catalog));
  addPart(hash, JSON.stringify(settings));
  for (const { digest, platforms } of catalog.images) {
    const [first] = platforms;
    addPart(hash, first === undefined ? "" : (readInventoryText(cache, digest, first.platform) ?? ""));
  }
  const here = import.meta.dirname;
  for (const folder of [join(here, ".."), join(here, "..", "..", "index-site"), join(here, "..", "..", "schemas")]) {
    addFolder(hash, folder);
  }
  return hash.digest("hex");
}

function addFolder(hash: Hash, folder: string): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    addPart(hash, path.slice(folder.length));
    addPart(hash, readFileSync(path));
  }
}

/** With its length, so that parts cannot run into each other. */
function addPart(hash: Hash, part: string | Uint8Array): void {
  hash.update(`${part.length}\n`).update(part);
}

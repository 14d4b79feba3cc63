import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATOR } from "../pipeline/generator.ts";

/** Digest of this program itself, its schemas and the client of its site: what it makes of the same input is the same. */
export function digestProgram(): string {
  const hash = createHash("sha256").update(GENERATOR);
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
export function addPart(hash: Hash, part: string | Uint8Array): void {
  hash.update(`${part.length}\n`).update(part);
}

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { canonicalJson, canonicalLine } from "../document/canonical-json.ts";
import type { Catalog } from "../model/catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { finishJournal, writeAtomically } from "./journal.ts";
import { HEADER_FILE, HELD_FILE, HISTORY_FILE, imageFile, repositoryFile } from "./layout.ts";

/** Every file of a catalog, path → text: same catalog, same bytes. */
export function catalogFiles(catalog: Catalog): Map<string, string> {
  const files = new Map<string, string>();
  files.set(HEADER_FILE, canonicalJson(catalog.header));
  for (const record of catalog.repositories) {
    const path = repositoryFile(record.repository);
    if (files.has(path)) throw new WaybillError("internal", `two records share ${path}: one would be lost`);
    files.set(path, canonicalJson(record));
  }
  for (const image of catalog.images) files.set(imageFile(image.digest), canonicalJson(image));
  files.set(HISTORY_FILE, catalog.history.map((event) => `${canonicalLine(event)}\n`).join(""));
  if (catalog.held !== undefined) files.set(HELD_FILE, canonicalJson(catalog.held));
  return files;
}

/** Makes the folder hold exactly this catalog, as one step; returns how many files changed. */
export function writeCatalog(folder: string, catalog: Catalog): number {
  finishJournal(folder);
  const wanted = catalogFiles(catalog);
  const present = listCatalogFiles(folder);
  const writes = new Map([...wanted].filter(([path, text]) => readOrEmpty(join(folder, path)) !== text));
  const removals = present.filter((path) => !wanted.has(path)).sort();
  writeAtomically(folder, writes, removals);
  return writes.size + removals.length;
}

function listCatalogFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const owned = ["repositories", "images"].flatMap((room) => {
    const root = join(folder, room);
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
    const names = readdirSync(root, { recursive: true, withFileTypes: true });
    return names.filter((name) => name.isFile()).map((name) => relative(folder, join(name.parentPath, name.name)));
  });
  const held = statSync(join(folder, HELD_FILE), { throwIfNoEntry: false }) === undefined ? [] : [HELD_FILE];
  return [...owned.map((path) => path.split(sep).join("/")), ...held];
}

function readOrEmpty(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : undefined;
}

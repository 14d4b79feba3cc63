import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { canonicalJson, canonicalLine } from "../document/canonical-json.ts";
import type { Catalog } from "../model/catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { finishJournal, writeAtomically } from "./journal.ts";
import { HEADER_FILE, HELD_FILE, HISTORY_FILE, imageFile, repositoryFile } from "./layout.ts";
import { noteRecordText } from "./record-digest.ts";

/** Every file of a catalog, path → text: same catalog, same bytes. */
export function catalogFiles(catalog: Catalog): Map<string, string> {
  return new Map([...filesOf(catalog)].map(([path, { textOf }]) => [path, textOf()]));
}

/**
 * Makes the folder hold exactly this catalog, as one step; returns how many files changed. What `present`, the catalog
 * that the folder was just found to hold, has as the same object stands in its file already.
 */
export function writeCatalog(folder: string, catalog: Catalog, present?: Catalog): number {
  finishJournal(folder);
  const wanted = filesOf(catalog);
  const standing = new Set<object | undefined>(present === undefined ? [] : partsOf(present));
  const writes = new Map<string, string>();
  for (const [path, { part, textOf }] of wanted) {
    if (standing.has(part)) continue;
    const text = textOf();
    noteRecordText(part, text);
    if (readOrEmpty(join(folder, path)) !== text) writes.set(path, text);
  }
  const removals = listCatalogFiles(folder)
    .filter((path) => !wanted.has(path))
    .sort();
  writeAtomically(folder, writes, removals);
  return writes.size + removals.length;
}

/** A file of the catalog: what it holds, and its text. */
interface CatalogFile {
  part: object;
  textOf: () => string;
}

function filesOf(catalog: Catalog): Map<string, CatalogFile> {
  const files = new Map<string, CatalogFile>();
  const add = (path: string, part: object) => files.set(path, { part, textOf: () => canonicalJson(part) });
  add(HEADER_FILE, catalog.header);
  for (const record of catalog.repositories) {
    const path = repositoryFile(record.repository);
    if (files.has(path)) throw new WaybillError("internal", `two records share ${path}: one would be lost`);
    add(path, record);
  }
  for (const image of catalog.images) add(imageFile(image.digest), image);
  const historyText = () => catalog.history.map((event) => `${canonicalLine(event)}\n`).join("");
  files.set(HISTORY_FILE, { part: catalog.history, textOf: historyText });
  if (catalog.held !== undefined) add(HELD_FILE, catalog.held);
  return files;
}

function partsOf({ header, repositories, images, history, held }: Catalog): (object | undefined)[] {
  // The history of a catalog that has none yet has no file either.
  return [header, ...repositories, ...images, ...(history.length === 0 ? [] : [history]), held];
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

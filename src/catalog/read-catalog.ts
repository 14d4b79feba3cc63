import { readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { compareText } from "../document/canonical-json.ts";
import type { Catalog, CatalogHeader, HeldRecord, HistoryEvent, RepositoryRecord } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { repositoryKey } from "./entry-id.ts";
import { type Journal, readJournal, readThrough } from "./journal.ts";
import { HEADER_FILE, HELD_FILE, HISTORY_FILE } from "./layout.ts";
import { noteRecordText } from "./record-digest.ts";

/** Newest form of the files that this Waybill can read and write. */
export const SCHEMA_VERSION = 1;

/** How often a reader begins again because a writer came in between. */
const MOST_TRIES = 100;

/** A catalog folder as one reader sees it: its files, with a promised write applied. */
interface View {
  folder: string;
  journal: Journal | undefined;
}

/**
 * The catalog of a folder, or undefined where there is none yet. Writes nothing: a write that was promised and cut
 * short is read as done, and a read that a writer crossed begins again, so that entries and images always belong
 * together. Throws `catalog-newer` for files of a later Waybill and `catalog-damaged` for files that are no catalog.
 */
export function readCatalog(folder: string): Catalog | undefined {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = stampOf(folder);
    const view = { folder, journal: readJournal(folder) };
    const files = stampOfFiles(view);
    // Clocks of file systems tick in milliseconds: the journal itself is compared as well.
    const isCrossed = () => stampOf(folder) !== before || readJournal(folder)?.stage !== view.journal?.stage;
    const catalog = readOnce(view, isCrossed);
    if (isCrossed()) continue;
    if (catalog !== undefined && files !== undefined) stamps.set(catalog, files);
    return catalog;
  }
  throw new WaybillError("catalog-damaged", `${folder} changed ${MOST_TRIES} times while it was read: try again later`);
}

/** The same as `earlier`, and as the same object, where no file was written since it was read; else read again. */
export function readCatalogAgain(folder: string, earlier: Catalog): Catalog | undefined {
  const stamp = stamps.get(earlier);
  const isSame = stamp !== undefined && stamp === stampOfFiles({ folder, journal: readJournal(folder) });
  return isSame ? earlier : readCatalog(folder);
}

/** A catalog with nothing in it, to begin with. */
export function emptyCatalog(generator: string, asOf: string): Catalog {
  const counts = { repositories: 0, entries: 0, images: 0, gone: 0 };
  const header: CatalogHeader = { schemaVersion: 1, generator, asOf, title: "", license: "", sources: [], counts };
  return { header, repositories: [], images: [], history: [] };
}

/** Every write makes and removes its journal in the folder itself, which moves the folder's time. */
function stampOf(folder: string): bigint | undefined {
  return statSync(folder, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
}

/** Stamps of the files of catalogs that were read, from before they were. */
const stamps = new WeakMap<Catalog, string>();

/**
 * Inode, size and times of every file. A writer replaces files by renaming new ones into place, which gives another
 * inode and moves the time of change, which nobody can set. Undefined while a write is under way or was cut short.
 */
function stampOfFiles(view: View): string | undefined {
  if (view.journal !== undefined) return undefined;
  const rooms = ["repositories", "images"].flatMap((room) => listFiles(view, room));
  const lines = [HEADER_FILE, HELD_FILE, HISTORY_FILE, ...rooms].map((path) => {
    const file = statSync(join(view.folder, path), { bigint: true, throwIfNoEntry: false });
    return file === undefined ? path : `${path} ${file.ino} ${file.size} ${file.mtimeNs} ${file.ctimeNs}`;
  });
  return lines.join("\n");
}

function readOnce(view: View, isCrossed: () => boolean): Catalog | undefined {
  try {
    return readAll(view);
  } catch (error) {
    // A file that a writer removed meanwhile: the caller reads again.
    if (isCrossed()) return undefined;
    throw error;
  }
}

function readAll(view: View): Catalog | undefined {
  const header = readRecord<CatalogHeader>(view, HEADER_FILE);
  if (header === undefined) return undefined;
  const repositories = listFiles(view, "repositories").map((path) => requireRecord<RepositoryRecord>(view, path));
  const images = listFiles(view, "images").map((path) => requireRecord<Image>(view, path));
  const held = readRecord<HeldRecord>(view, HELD_FILE);
  return {
    header,
    repositories: repositories.sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository))),
    images: images.sort((a, b) => compareText(a.digest, b.digest)),
    history: readHistory(view),
    ...(held === undefined ? {} : { held }),
  };
}

function readHistory(view: View): HistoryEvent[] {
  const text = readThrough(view.folder, view.journal, HISTORY_FILE) ?? "";
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => checkVersion<HistoryEvent>(parse(line, HISTORY_FILE), HISTORY_FILE));
}

function requireRecord<T extends { schemaVersion: number }>(view: View, path: string): T {
  const record = readRecord<T>(view, path);
  if (record === undefined) throw new WaybillError("catalog-damaged", `${path} went away while it was read`);
  return record;
}

function readRecord<T extends { schemaVersion: number }>(view: View, path: string): T | undefined {
  const text = readThrough(view.folder, view.journal, path);
  if (text === undefined) return undefined;
  const record = checkVersion<T>(parse(text, path), path);
  noteRecordText(record, text);
  return record;
}

function checkVersion<T extends { schemaVersion: number }>(value: unknown, path: string): T {
  const version =
    typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : undefined;
  if (typeof version !== "number") {
    throw new WaybillError("catalog-damaged", `${path} is not a catalog file: expected schemaVersion, got none`);
  }
  if (version > SCHEMA_VERSION) {
    const what = `${path} has schemaVersion ${version}, this Waybill reads up to ${SCHEMA_VERSION}`;
    throw new WaybillError("catalog-newer", `${what}: use a newer Waybill; nothing was changed`);
  }
  // Files of the catalog are our own output: the version is the contract, each field is not checked again.
  return value as T;
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new WaybillError("catalog-damaged", `${path} is not JSON: restore it from version control`, { cause });
  }
}

/** Files of a room, those that a promised write adds included, those that it removes left out. */
function listFiles({ folder, journal }: View, room: string): string[] {
  const root = join(folder, room);
  const isThere = statSync(root, { throwIfNoEntry: false })?.isDirectory() === true;
  const names = isThere ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const present = names
    .filter((name) => name.isFile())
    .map((name) => relative(folder, join(name.parentPath, name.name)).split(sep).join("/"));
  const added = Object.keys(journal?.writes ?? {}).filter((path) => path.startsWith(`${room}/`));
  const removed = new Set(journal?.removals);
  return [...new Set([...present, ...added])].filter((path) => path.endsWith(".json") && !removed.has(path));
}

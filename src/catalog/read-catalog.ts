import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, CatalogHeader, HeldRecord, HistoryEvent, RepositoryRecord } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { compareText } from "./canonical-json.ts";
import { repositoryKey } from "./entry-id.ts";
import { finishJournal } from "./journal.ts";
import { HEADER_FILE, HELD_FILE, HISTORY_FILE } from "./layout.ts";

/** Newest form of the files that this Waybill can read and write. */
export const SCHEMA_VERSION = 1;

/**
 * The catalog of a folder, or undefined where there is none yet. A write that was cut short is finished first.
 * Throws `catalog-newer` for files of a later Waybill and `catalog-damaged` for files that are no catalog.
 */
export function readCatalog(folder: string): Catalog | undefined {
  finishJournal(folder);
  const header = readRecord<CatalogHeader>(join(folder, HEADER_FILE));
  if (header === undefined) return undefined;
  const repositories = listFiles(join(folder, "repositories")).map((path) => requireRecord<RepositoryRecord>(path));
  const images = listFiles(join(folder, "images")).map((path) => requireRecord<Image>(path));
  const held = readRecord<HeldRecord>(join(folder, HELD_FILE));
  return {
    header,
    repositories: repositories.sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository))),
    images: images.sort((a, b) => compareText(a.digest, b.digest)),
    history: readHistory(join(folder, HISTORY_FILE)),
    ...(held === undefined ? {} : { held }),
  };
}

/** A catalog with nothing in it, to begin with. */
export function emptyCatalog(generator: string, asOf: string): Catalog {
  const counts = { repositories: 0, entries: 0, images: 0, gone: 0 };
  const header: CatalogHeader = { schemaVersion: 1, generator, asOf, title: "", license: "", sources: [], counts };
  return { header, repositories: [], images: [], history: [] };
}

function readHistory(path: string): HistoryEvent[] {
  const text = readText(path);
  if (text === undefined) return [];
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => checkVersion<HistoryEvent>(parse(line, path), path));
}

function requireRecord<T extends { schemaVersion: number }>(path: string): T {
  const record = readRecord<T>(path);
  if (record === undefined) throw new WaybillError("catalog-damaged", `${path} went away while it was read`);
  return record;
}

function readRecord<T extends { schemaVersion: number }>(path: string): T | undefined {
  const text = readText(path);
  return text === undefined ? undefined : checkVersion<T>(parse(text, path), path);
}

function checkVersion<T extends { schemaVersion: number }>(value: unknown, path: string): T {
  const version = isObject(value) ? value["schemaVersion"] : undefined;
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return isObject(error) && (error["code"] === "ENOENT" || error["code"] === "ENOTDIR");
}

function listFiles(folder: string): string[] {
  const names = statSync(folder, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(folder, { recursive: true })
    : [];
  return names.map((name) => join(folder, String(name))).filter((path) => path.endsWith(".json"));
}

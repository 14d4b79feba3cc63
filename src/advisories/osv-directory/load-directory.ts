import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { type AdvisoryIndex, indexAdvisories } from "../osv/advisory-index.ts";
import { readOsvRecord } from "../osv/read-osv-record.ts";
import { readExploited } from "./read-exploited.ts";

/** How much of a folder is read. */
export interface DirectoryLimits {
  maxFiles: number;
  /** Bytes of one file. */
  maxFileBytes: number;
  maxDepth: number;
}

/** 1 M files of at most 8 MiB, 8 folders deep. */
export const DEFAULT_DIRECTORY_LIMITS: DirectoryLimits = {
  maxFiles: 1_000_000,
  maxFileBytes: 8 * 1024 * 1024,
  maxDepth: 8,
};

const BATCH_FILES = 64;

/** What a folder of advisories holds. */
export interface LoadedAdvisories {
  index: AdvisoryIndex;
  /** Ids that are known to be exploited. */
  exploited: Set<string>;
  records: number;
  withdrawn: number;
  /** Files that were not used, each with its reason. */
  refused: { file: string; reason: string }[];
  /** When the newest record was modified, ISO 8601. */
  asOf?: string;
}

/** Reads every `*.json` of a folder and its folders; links are not followed. Throws when the folder itself cannot be read. */
export async function loadDirectory(folder: string, limits: DirectoryLimits): Promise<LoadedAdvisories> {
  const loaded: LoadedAdvisories = {
    index: indexAdvisories(),
    exploited: new Set(),
    records: 0,
    withdrawn: 0,
    refused: [],
  };
  let files = 0;
  let batch: string[] = [];
  for await (const path of listFiles(folder, limits.maxDepth, loaded, folder)) {
    files += 1;
    if (files > limits.maxFiles) {
      refuse(loaded, folder, path, `more than ${limits.maxFiles} files: the rest is not read`);
      break;
    }
    batch.push(path);
    if (batch.length < BATCH_FILES) continue;
    await loadBatch(batch, folder, limits, loaded);
    batch = [];
  }
  await loadBatch(batch, folder, limits, loaded);
  return loaded;
}

/** Sorted by name, so that what is read does not hang on the file system. */
async function* listFiles(
  folder: string,
  depth: number,
  loaded: LoadedAdvisories,
  root: string,
): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (folder === root) throw error;
    refuse(loaded, root, folder, "folder could not be read");
    return [];
  });
  entries.sort(byName);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith(".json")) yield path;
    if (!entry.isDirectory()) continue;
    if (depth <= 1) refuse(loaded, root, path, "folder lies too deep");
    else yield* listFiles(path, depth - 1, loaded, root);
  }
}

/** Reads files side by side and takes them in their order. */
async function loadBatch(
  paths: readonly string[],
  root: string,
  limits: DirectoryLimits,
  loaded: LoadedAdvisories,
): Promise<void> {
  const contents = await Promise.all(paths.map((path) => readCapped(path, limits.maxFileBytes)));
  for (const [at, path] of paths.entries()) {
    const content = contents[at];
    if (content === undefined) continue;
    const reason = "fault" in content ? content.fault : takeContent(content.text, loaded);
    if (reason !== undefined) refuse(loaded, root, path, reason);
  }
}

async function readCapped(path: string, maxBytes: number): Promise<{ text: string } | { fault: string }> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) return { fault: `larger than ${maxBytes} bytes` };
    return { text: await readFile(path, "utf8") };
  } catch {
    return { fault: "could not be read" };
  }
}

/** Takes one file into the index; the answer is the reason when it is refused. */
function takeContent(text: string, loaded: LoadedAdvisories): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "not JSON";
  }
  const exploited = readExploited(value);
  if (exploited !== undefined) {
    for (const id of exploited) loaded.exploited.add(id);
    return undefined;
  }
  const reading = readOsvRecord(value);
  if ("refused" in reading) return reading.refused;
  const { record } = reading;
  if (record.withdrawn) {
    loaded.withdrawn += 1;
    return undefined;
  }
  loaded.records += 1;
  loaded.index.add(record);
  if (loaded.asOf === undefined || Date.parse(record.modified) > Date.parse(loaded.asOf)) loaded.asOf = record.modified;
  return undefined;
}

function refuse(loaded: LoadedAdvisories, root: string, path: string, reason: string): void {
  loaded.refused.push({ file: relative(root, path).split(sep).join("/"), reason });
}

function byName(a: Dirent, b: Dirent): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { OutputFile } from "../exporters/exporter.ts";
import { WaybillError } from "../model/waybill-error.ts";

/** Lists every published file with its sha256, in the form of `sha256sum`; written last, read first next time. */
const CHECKSUMS = "SHA256SUMS";

/** Paths that a publish under way has begun to write and no list names yet; gone when it is done. */
const BEGUN = ".publishing";

/**
 * The one sink of the site: writes the files that differ, then removes those that an earlier publish wrote, or began
 * to write before it was killed, and this one does not. Files it never wrote are left alone.
 */
export function writePublic(
  folder: string,
  files: Iterable<OutputFile>,
): { files: number; written: number; removed: number } {
  mkdirSync(folder, { recursive: true });
  const known = readPublished(folder);
  const sums = new Map<string, string>();
  let written = 0;
  for (const { path, bytes } of files) {
    const target = safeTarget(folder, path);
    if (sums.has(path)) throw new WaybillError("internal", `two exporters write ${path}`);
    sums.set(path, createHash("sha256").update(bytes).digest("hex"));
    if (!known.has(path)) appendFileSync(join(folder, BEGUN), `${path}\n`);
    if (replaceFile(target, bytes)) written += 1;
  }
  let removed = 0;
  for (const path of known) {
    if (sums.has(path)) continue;
    removeFile(folder, path);
    removed += 1;
  }
  const lines = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sum]) => `${sum}  ${path}\n`);
  replaceFile(join(folder, CHECKSUMS), lines.join(""));
  rmSync(join(folder, BEGUN), { force: true });
  return { files: sums.size + 1, written, removed };
}

/**
 * How many files the last publish left in the folder, and a stamp of them by size and time; undefined where one of
 * them is gone or a publish was cut short.
 */
export function stampPublished(folder: string): { files: number; stamp: string } | undefined {
  const sums = join(folder, CHECKSUMS);
  if (!existsSync(sums) || existsSync(join(folder, BEGUN))) return undefined;
  const hash = createHash("sha256");
  const paths = [...readPublished(folder), CHECKSUMS];
  for (const path of paths) {
    const file = statSync(safeTarget(folder, path), { bigint: true, throwIfNoEntry: false });
    if (file?.isFile() !== true) return undefined;
    hash.update(`${path} ${file.size} ${file.mtimeNs}\n`);
  }
  return { files: paths.length, stamp: hash.digest("hex") };
}

function replaceFile(target: string, content: Uint8Array | string): boolean {
  const bytes = Buffer.from(content);
  const before = statSync(target, { throwIfNoEntry: false });
  if (before?.isFile() && before.size === bytes.length && readFileSync(target).equals(bytes)) return false;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.part`, bytes);
  renameSync(`${target}.part`, target);
  return true;
}

function readPublished(folder: string): Set<string> {
  const listed = readLines(join(folder, CHECKSUMS)).map((line) => line.slice(66));
  return new Set([...listed, ...readLines(join(folder, BEGUN))].filter((path) => path !== ""));
}

function readLines(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
}

function removeFile(folder: string, path: string): void {
  const target = safeTarget(folder, path);
  for (const file of [target, `${target}.part`]) {
    // A line that a kill cut short may name a folder.
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) rmSync(file, { force: true });
  }
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch {
      return; // Not empty: something else lives there.
    }
  }
}

/** A path that would leave the folder is our own fault, whatever put it there. */
function safeTarget(folder: string, path: string): string {
  const root = resolve(folder);
  const target = resolve(root, path);
  if (!target.startsWith(root + sep))
    throw new WaybillError("internal", `refused to write outside the folder: ${path}`);
  return target;
}

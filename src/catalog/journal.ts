import { createHash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";

/** What a write will do, written down before it does it: `writes` maps target → sha256 of its staged bytes. */
export interface Journal {
  /** Folder of the staged bytes; named by what they are, so that no journal ever moves the bytes of another. */
  stage: string;
  writes: Record<string, string>;
  removals: string[];
}

const JOURNAL = ".journal.json";
const STAGE = ".stage-";

/**
 * Replaces and removes files of a folder as one step: bytes are staged, then the journal is written, and only then
 * files move. Killed before the journal, nothing has happened; killed after it, readers see the write as done and the
 * next writer completes it. One writer at a time; readers may come at any moment.
 */
export function writeAtomically(
  folder: string,
  writes: ReadonlyMap<string, string>,
  removals: readonly string[],
): void {
  finishJournal(folder);
  if (writes.size === 0 && removals.length === 0) return;
  const sums = Object.fromEntries([...writes].map(([path, text]) => [path, sha256(text)]));
  const stage = STAGE + sha256(JSON.stringify([sums, removals])).slice(0, 16);
  mkdirSync(join(folder, stage), { recursive: true });
  for (const [path, text] of writes) writeFileSync(join(folder, stage, stagedName(path)), text);
  const journal: Journal = { stage, writes: sums, removals: [...removals] };
  writeDurably(join(folder, stage, JOURNAL), JSON.stringify(journal));
  renameSync(join(folder, stage, JOURNAL), join(folder, JOURNAL));
  applyJournal(folder, journal);
}

/**
 * Completes a write that was promised and cut short, and clears what was staged and never promised; for writers.
 * Throws `catalog-damaged` when staged bytes are not those the journal promised (the machine lost power).
 */
export function finishJournal(folder: string): void {
  const journal = readJournal(folder);
  for (const [path, expected] of Object.entries(journal?.writes ?? {})) {
    const staged = readIfThere(join(folder, journal?.stage ?? "", stagedName(path)));
    if (staged !== undefined && sha256(staged) !== expected) {
      throw new WaybillError("catalog-damaged", `${path} was cut while it was staged: restore ${folder} and run again`);
    }
  }
  if (journal !== undefined) applyJournal(folder, journal);
  for (const name of listNames(folder)) {
    if (name.startsWith(STAGE)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** The promised write that is under way or was cut short, if there is one. */
export function readJournal(folder: string): Journal | undefined {
  const text = readIfThere(join(folder, JOURNAL));
  // The journal is renamed into place whole, so it is either absent or complete.
  return text === undefined ? undefined : (JSON.parse(text) as Journal);
}

/** Text of a file as it is once the journal is applied; undefined where the file is not there. */
export function readThrough(folder: string, journal: Journal | undefined, path: string): string | undefined {
  if (journal?.removals.includes(path)) return undefined;
  const isStaged = journal !== undefined && Object.hasOwn(journal.writes, path);
  const staged = isStaged ? readIfThere(join(folder, journal.stage, stagedName(path))) : undefined;
  // Files only ever move from the stage to their place: not here means there.
  return staged ?? readIfThere(join(folder, path));
}

function applyJournal(folder: string, journal: Journal): void {
  for (const path of Object.keys(journal.writes)) moveStaged(folder, journal.stage, path);
  for (const path of journal.removals) rmSync(join(folder, path), { force: true });
  rmSync(join(folder, JOURNAL), { force: true });
  rmSync(join(folder, journal.stage), { recursive: true, force: true });
}

function moveStaged(folder: string, stage: string, path: string): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  try {
    renameSync(join(folder, stage, stagedName(path)), target);
  } catch (error) {
    // Absent: this move was done before the cut.
    if (!isMissing(error)) throw error;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
}

function stagedName(path: string): string {
  return sha256(path);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, "w");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

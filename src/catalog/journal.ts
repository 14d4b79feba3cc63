import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";

/** What a write will do, written down before it does it: `writes` maps target → sha256 of its staged bytes. */
interface Journal {
  writes: Record<string, string>;
  removals: string[];
}

const JOURNAL = ".journal.json";
const STAGE = ".stage";

/**
 * Replaces and removes files of a folder as one step: bytes are staged, then the journal is written, and only then
 * files move. Killed before the journal, nothing has happened; killed after it, `finishJournal` completes it.
 */
export function writeAtomically(
  folder: string,
  writes: ReadonlyMap<string, string>,
  removals: readonly string[],
): void {
  if (writes.size === 0 && removals.length === 0) return;
  mkdirSync(join(folder, STAGE), { recursive: true });
  const journal: Journal = { writes: {}, removals: [...removals] };
  for (const [path, text] of writes) {
    journal.writes[path] = sha256(text);
    writeFileSync(join(folder, STAGE, stagedName(path)), text);
  }
  writeDurably(join(folder, STAGE, JOURNAL), JSON.stringify(journal));
  renameSync(join(folder, STAGE, JOURNAL), join(folder, JOURNAL));
  applyJournal(folder, journal);
}

/**
 * Completes a write that was cut short; clears stages of writes that never got their journal. Throws
 * `catalog-damaged` when staged bytes are not those the journal promised (the machine lost power).
 */
export function finishJournal(folder: string): void {
  const journalPath = join(folder, JOURNAL);
  if (!existsSync(journalPath)) {
    rmSync(join(folder, STAGE), { recursive: true, force: true });
    return;
  }
  // The journal is renamed into place whole, so it is either absent or complete.
  const journal = JSON.parse(readFileSync(journalPath, "utf8")) as Journal;
  for (const [path, expected] of Object.entries(journal.writes)) {
    const staged = join(folder, STAGE, stagedName(path));
    if (existsSync(staged) && sha256(readFileSync(staged, "utf8")) !== expected) {
      throw new WaybillError("catalog-damaged", `${path} was cut while it was staged: restore ${folder} and run again`);
    }
  }
  applyJournal(folder, journal);
}

function applyJournal(folder: string, journal: Journal): void {
  for (const path of Object.keys(journal.writes)) moveStaged(folder, path);
  for (const path of journal.removals) rmSync(join(folder, path), { force: true });
  rmSync(join(folder, JOURNAL));
  rmSync(join(folder, STAGE), { recursive: true, force: true });
}

function moveStaged(folder: string, path: string): void {
  const staged = join(folder, STAGE, stagedName(path));
  // Absent: this move was done before the cut.
  if (!existsSync(staged)) return;
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  renameSync(staged, target);
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

import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";

const LOCK = ".lock";
const WAIT_MS = 60_000;
const STEP_MS = 20;

/**
 * Runs `work` while no other process writes the catalog. The lock of a process that is gone is taken over; one that
 * is held longer than a minute ends in a `usage` error with the holder's name. Synchronous: the work is short.
 */
export function withCatalogLock<T>(folder: string, work: () => T): T {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, LOCK);
  for (let waitedMs = 0; !takeLock(path); waitedMs += STEP_MS) {
    if (waitedMs >= WAIT_MS)
      throw new WaybillError("usage", `${folder} is being written by ${holderOf(path)}: try again later`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MS);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function takeLock(path: string): boolean {
  try {
    const file = openSync(path, "wx");
    writeSync(file, ownName());
    closeSync(file);
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return takeOver(path);
  }
}

/** Only a lock of this very machine can be known to be left behind. */
function takeOver(path: string): boolean {
  const holder = holderOf(path);
  const [host, pid] = holder.split(" ");
  if (host !== hostname() || pid === undefined || isRunning(Number(pid))) return false;
  const grave = `${path}.${process.pid}`;
  try {
    // Of several that see the dead holder, the one whose rename succeeds clears the way.
    renameSync(path, grave);
    if (readFileSync(grave, "utf8") !== holder) renameSync(grave, path);
    else rmSync(grave);
  } catch {
    return false;
  }
  return false;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function ownName(): string {
  return `${hostname()} ${process.pid}`;
}

function holderOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "another process";
  }
}

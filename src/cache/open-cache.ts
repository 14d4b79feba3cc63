import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { WaybillError } from "../model/waybill-error.ts";

/** What the cache keeps; a closed list. Losing any of it costs time, never truth. */
export type CacheNamespace =
  | "layer-facts"
  | "inventory"
  | "resolved-image"
  | "tag-digest"
  | "token-service"
  | "signature-look"
  | "judged-repository"
  | "published";

/** A store of texts by namespace and key. */
export interface Cache {
  get(namespace: CacheNamespace, key: string): string | undefined;
  set(namespace: CacheNamespace, key: string, value: string): void;
  close(): void;
}

/** https://sqlite.org/rescode.html: the file is damaged, is no database, or holds other tables. */
const DAMAGE_CODES: readonly unknown[] = [1, 11, 26];

/**
 * Opens `.waybill/cache.db` (SQLite, WAL). A file that is no cache is set aside and begun anew; one that cannot be
 * opened at all (a folder, no permission, locked for long) is left as it is. Throws `usage`.
 */
export function openCache(path: string): Cache {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  try {
    return makeCache(path);
  } catch (error) {
    if (!isDamage(error)) throw new WaybillError("usage", `the cache ${path} cannot be opened`, { cause: error });
    renameSync(path, `${path}.damaged`);
    // They belong to the file that was set aside.
    for (const side of ["-wal", "-shm"]) rmSync(`${path}${side}`, { force: true });
    return makeCache(path);
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && DAMAGE_CODES.includes(error.errcode);
}

function makeCache(path: string): Cache {
  const database = new DatabaseSync(path);
  try {
    return prepareCache(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareCache(database: DatabaseSync): Cache {
  // First the timeout: the others wait for another run that is at work.
  database.exec("PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(
    "CREATE TABLE IF NOT EXISTS item (namespace TEXT, key TEXT, value TEXT, PRIMARY KEY (namespace, key)) STRICT",
  );
  const select = database.prepare("SELECT value FROM item WHERE namespace = ? AND key = ?");
  const upsert = database.prepare("INSERT OR REPLACE INTO item (namespace, key, value) VALUES (?, ?, ?)");
  return {
    get(namespace, key) {
      const value = select.get(namespace, key)?.["value"];
      return typeof value === "string" ? value : undefined;
    },
    set(namespace, key, value) {
      upsert.run(namespace, key, value);
    },
    close() {
      database.close();
    },
  };
}

import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What the cache keeps; a closed list. Losing any of it costs time, never truth. */
export type CacheNamespace = "layer-facts" | "inventory" | "resolved-image";

/** A store of texts by namespace and key. */
export interface Cache {
  get(namespace: CacheNamespace, key: string): string | undefined;
  set(namespace: CacheNamespace, key: string, value: string): void;
  close(): void;
}

/** Opens `.waybill/cache.db` (SQLite, WAL). A file that is no database is set aside and begun anew. */
export function openCache(path: string): Cache {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  try {
    return makeCache(new DatabaseSync(path));
  } catch (error) {
    if (path === ":memory:" || !existsSync(path)) throw error;
    renameSync(path, `${path}.damaged`);
    return makeCache(new DatabaseSync(path));
  }
}

function makeCache(database: DatabaseSync): Cache {
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000");
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

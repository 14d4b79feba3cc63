import { DatabaseSync } from "node:sqlite";
import { WaybillError } from "../model/waybill-error.ts";

const SCHEMA_VERSION = 1;
const SCHEMA = `
CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  guid TEXT NOT NULL UNIQUE,
  event TEXT NOT NULL,
  repository TEXT NOT NULL,
  merge_key TEXT,
  payload TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL,
  lease_until INTEGER,
  lease_token TEXT,
  error TEXT,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_by_state ON deliveries (state, not_before);
CREATE INDEX deliveries_by_repository ON deliveries (repository) WHERE state = 'leased';
CREATE INDEX deliveries_by_merge_key ON deliveries (merge_key) WHERE state IN ('waiting', 'leased');
`;

/**
 * Opens or makes the queue's database. WAL with synchronous FULL: what `COMMIT` returned from survives a power cut
 * (https://www.sqlite.org/pragma.html#pragma_synchronous); `secure_delete`: payloads of private repositories do not
 * stay in free pages.
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(
      "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;",
    );
    inTransaction(database, () => {
      const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
      if (version > SCHEMA_VERSION) {
        const message = `the queue ${path} has schema version ${version}; this Waybill knows ${SCHEMA_VERSION}`;
        throw new WaybillError("config-invalid", message);
      }
      if (version === 0) database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
    });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs `work` alone on the database; what it did is there whole or not at all. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

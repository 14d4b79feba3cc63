import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../model/clock.ts";
import type { DeadLetter, Delivery, DeliveryQueue, Lease, QueueCounts } from "./delivery-queue.ts";
import { inTransaction, openDatabase } from "./open-database.ts";

/** How long things last; every default fits the App. */
export interface QueueSettings {
  /** Until a worker that says nothing is taken for dead; default 60,000. */
  leaseMs?: number;
  /** Tries until a delivery is given up; default 8. */
  attempts?: number;
  /** Wait after the first failure; triples each time, at most an hour; default 5,000. */
  backOffMs?: number;
  /** Deliveries that may wait; default 50,000. */
  capacity?: number;
  /** GUIDs of what is done and dead letters are kept so long; default 30 days. GitHub redelivers for 3. */
  keepMs?: number;
}

const DAY_MS = 86_400_000;
const LONGEST_BACK_OFF_MS = 3_600_000;
const ERROR_CAP = 2000;
const DEFAULTS = { leaseMs: 60_000, attempts: 8, backOffMs: 5000, capacity: 50_000, keepMs: 30 * DAY_MS };

interface Row {
  seq: number;
  guid: string;
  event: string;
  payload: string;
  mergeKey: string | undefined;
  attempts: number;
}

const COLUMNS = "seq, guid, event, payload, merge_key, attempts";
/** Free to be taken now: waiting and due, or held by a worker that has gone silent. */
const FREE = "((d.state = 'waiting' AND d.not_before <= :now) OR (d.state = 'leased' AND d.lease_until <= :now))";
const NOT_BUSY = `NOT EXISTS (
  SELECT 1 FROM deliveries AS other
  WHERE other.repository = d.repository AND other.state = 'leased' AND other.lease_until > :now)`;

/** Opens the queue of deliveries in a SQLite file, for one or more processes of one machine. */
export function openQueue(path: string, clock: Clock, settings: QueueSettings = {}): DeliveryQueue {
  const limits = { ...DEFAULTS, ...settings };
  const database = openDatabase(path);
  const now = () => clock.now().getTime();
  forgetOld(database, now() - limits.keepMs);
  return {
    add: (delivery) => inTransaction(database, () => add(database, delivery, now(), limits.capacity)),
    take: () => inTransaction(database, () => take(database, now(), limits)),
    renew(lease) {
      const update = "UPDATE deliveries SET lease_until = ? WHERE lease_token = ? AND state = 'leased'";
      return changes(database, update, now() + limits.leaseMs, lease.token) > 0;
    },
    finish(lease) {
      const update = `UPDATE deliveries
        SET state = 'done', payload = NULL, error = NULL, lease_token = NULL, changed_at = ?
        WHERE lease_token = ? AND state = 'leased'`;
      return changes(database, update, now(), lease.token) > 0;
    },
    giveBack(lease, error, notBefore = 0) {
      const isOver = lease.attempt >= limits.attempts;
      const wait = Math.min(LONGEST_BACK_OFF_MS, limits.backOffMs * 3 ** (lease.attempt - 1));
      const update = `UPDATE deliveries
        SET state = ?, not_before = ?, error = ?, lease_token = NULL, changed_at = ?
        WHERE lease_token = ? AND state = 'leased'`;
      const at = now();
      const due = Math.max(at + wait, notBefore);
      const changed = changes(
        database,
        update,
        isOver ? "dead" : "waiting",
        due,
        error.slice(0, ERROR_CAP),
        at,
        lease.token,
      );
      if (changed === 0) return "lost";
      return isOver ? "dead" : "waiting";
    },
    nextAt() {
      // What waits behind a busy repository can be taken when that lease ends, not when it is due itself.
      const query = `SELECT min(CASE d.state WHEN 'waiting' THEN d.not_before ELSE d.lease_until END) AS due
        FROM deliveries AS d WHERE d.state = 'leased' OR (d.state = 'waiting' AND ${NOT_BUSY})`;
      const due = database.prepare(query).get({ now: now() })?.["due"];
      return typeof due === "number" ? due : undefined;
    },
    counts: () => count(database),
    deadLetters: () => listDead(database),
    close: () => database.close(),
  };
}

type Parameter = string | number | null;

function changes(database: DatabaseSync, update: string, ...parameters: Parameter[]): number {
  return Number(database.prepare(update).run(...parameters).changes);
}

function forgetOld(database: DatabaseSync, before: number): void {
  changes(database, "DELETE FROM deliveries WHERE state IN ('done', 'dead') AND changed_at < ?", before);
}

function add(
  database: DatabaseSync,
  delivery: Delivery,
  now: number,
  capacity: number,
): ReturnType<DeliveryQueue["add"]> {
  const { guid, event, repository, payload } = delivery;
  const mergeKey = delivery.mergeKey ?? null;
  const known = database.prepare("SELECT state FROM deliveries WHERE guid = ?").get(guid)?.["state"];
  if (known !== undefined && known !== "dead") return "duplicate";
  if (known === "dead") {
    const revive = `UPDATE deliveries
      SET state = 'waiting', attempts = 0, payload = ?, not_before = ?, error = NULL, changed_at = ? WHERE guid = ?`;
    changes(database, revive, payload, now, now, guid);
    return "revived";
  }
  const open = "SELECT count(*) AS number FROM deliveries WHERE state IN ('waiting', 'leased')";
  if (Number(database.prepare(open).get()?.["number"]) >= capacity) return "full";
  const insert = `INSERT INTO deliveries (guid, event, repository, merge_key, payload, state, not_before, changed_at)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)`;
  changes(database, insert, guid, event, repository, mergeKey, payload, now, now);
  return "stored";
}

function take(database: DatabaseSync, now: number, limits: { leaseMs: number; attempts: number }): Lease | undefined {
  // A delivery that ends its worker each time is given up like one that fails each time.
  const giveUp = `UPDATE deliveries
    SET state = 'dead', error = 'its worker ended without an answer', lease_token = NULL, changed_at = ?
    WHERE state = 'leased' AND lease_until <= ? AND attempts >= ?`;
  changes(database, giveUp, now, now, limits.attempts);
  const oldest = readRows(database, `${FREE} AND ${NOT_BUSY} ORDER BY d.seq LIMIT 1`, { now })[0];
  if (oldest === undefined) return undefined;
  const { mergeKey } = oldest;
  const together =
    mergeKey === undefined
      ? [oldest]
      : readRows(database, `d.merge_key = :mergeKey AND ${FREE} ORDER BY d.seq`, { now, mergeKey });
  const newest = together.at(-1) ?? oldest;
  const token = randomUUID();
  const hold = `UPDATE deliveries
    SET state = 'leased', attempts = attempts + 1, lease_until = ?, lease_token = ?, changed_at = ? WHERE seq = ?`;
  for (const row of together) changes(database, hold, now + limits.leaseMs, token, now, row.seq);
  return {
    guid: newest.guid,
    event: newest.event,
    payload: newest.payload,
    oldestPayload: (together[0] ?? newest).payload,
    together: together.length,
    attempt: newest.attempts + 1,
    token,
  };
}

function readRows(database: DatabaseSync, where: string, parameters: Record<string, Parameter>): Row[] {
  const rows = database.prepare(`SELECT ${COLUMNS} FROM deliveries AS d WHERE ${where}`).all(parameters);
  return rows.map((row) => ({
    seq: Number(row["seq"]),
    guid: String(row["guid"]),
    event: String(row["event"]),
    payload: String(row["payload"]),
    mergeKey: typeof row["merge_key"] === "string" ? row["merge_key"] : undefined,
    attempts: Number(row["attempts"]),
  }));
}

function count(database: DatabaseSync): QueueCounts {
  const counts: QueueCounts = { waiting: 0, leased: 0, done: 0, dead: 0 };
  for (const row of database.prepare("SELECT state, count(*) AS number FROM deliveries GROUP BY state").all()) {
    const state = row["state"];
    const number = Number(row["number"]);
    if (state === "waiting" || state === "leased" || state === "done" || state === "dead") counts[state] = number;
  }
  return counts;
}

function listDead(database: DatabaseSync): DeadLetter[] {
  const query = "SELECT guid, event, repository, attempts, error FROM deliveries WHERE state = 'dead' ORDER BY seq";
  return database
    .prepare(query)
    .all()
    .map((row) => ({
      guid: String(row["guid"]),
      event: String(row["event"]),
      repository: String(row["repository"]),
      attempts: Number(row["attempts"]),
      error: String(row["error"] ?? ""),
    }));
}

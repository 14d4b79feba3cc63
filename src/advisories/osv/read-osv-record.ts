import { isDefinedEcosystem } from "./ecosystems.ts";
import type { AffectedPackage, OsvRecord, RangeEvent, RecordReading, VersionRange } from "./osv-record.ts";

type Members = Record<string, unknown>;

const MAX_ID_CHARACTERS = 200;
const MAX_TEXT_CHARACTERS = 500;
const EVENT_KINDS: readonly RangeEvent["kind"][] = ["introduced", "fixed", "last_affected", "limit"];
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

class Refusal extends Error {}

/** JSON value → OSV record, or the reason why it is none. Only known members are read. https://ossf.github.io/osv-schema/ */
export function readOsvRecord(value: unknown): RecordReading {
  try {
    return { record: readRecord(members(value, "the record")) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    throw error;
  }
}

function readRecord(raw: Members): OsvRecord {
  const id = text(raw["id"], "id");
  if (id === "" || id.length > MAX_ID_CHARACTERS || /\s/.test(id)) throw new Refusal("id: not an identifier");
  const summary = raw["summary"] === undefined ? undefined : text(raw["summary"], "summary");
  const specific = optionalMembers(raw["database_specific"], "database_specific");
  const label = labelOf(specific);
  return {
    id,
    modified: timestamp(raw["modified"], "modified"),
    withdrawn: raw["withdrawn"] !== undefined && timestamp(raw["withdrawn"], "withdrawn") !== "",
    aliases: texts(raw["aliases"], "aliases"),
    upstream: texts(raw["upstream"], "upstream"),
    ...(summary ? { summary: summary.slice(0, MAX_TEXT_CHARACTERS) } : {}),
    ...(label ? { label } : {}),
    scores: readScores(raw["severity"], "severity"),
    affected: list(raw["affected"], "affected")
      .map((item, at) => readAffected(item, `affected[${at}]`))
      .filter(isThere),
  };
}

function readAffected(value: unknown, at: string): AffectedPackage | undefined {
  const raw = members(value, at);
  const ranges = list(raw["ranges"], `${at}.ranges`).map((item, n) => readRange(item, `${at}.ranges[${n}]`));
  const specific = optionalMembers(raw["ecosystem_specific"], `${at}.ecosystem_specific`);
  const database = optionalMembers(raw["database_specific"], `${at}.database_specific`);
  const versions = list(raw["versions"], `${at}.versions`).map((item, n) => text(item, `${at}.versions[${n}]`));
  if (raw["package"] === undefined) return undefined;
  const named = members(raw["package"], `${at}.package`);
  const ecosystem = text(named["ecosystem"], `${at}.package.ecosystem`);
  if (!isDefinedEcosystem(ecosystem))
    throw new Refusal(`${at}.package.ecosystem: ${quote(ecosystem)} is not an OSV ecosystem`);
  const label = labelOf(specific) ?? labelOf(database);
  return {
    ecosystem,
    name: text(named["name"], `${at}.package.name`),
    ranges: ranges.filter(isThere),
    versions: new Set(versions),
    ...(label ? { label } : {}),
  };
}

function readRange(value: unknown, at: string): VersionRange | undefined {
  const raw = members(value, at);
  const type = text(raw["type"], `${at}.type`);
  if (type !== "GIT" && type !== "SEMVER" && type !== "ECOSYSTEM")
    throw new Refusal(`${at}.type: ${quote(type)} is none`);
  const events = list(raw["events"], `${at}.events`).map((item, n) => readEvent(item, `${at}.events[${n}]`));
  if (!events.some(({ kind }) => kind === "introduced")) throw new Refusal(`${at}.events: nothing is introduced`);
  return type === "GIT" ? undefined : { type, events };
}

function readEvent(value: unknown, at: string): RangeEvent {
  const raw = members(value, at);
  for (const kind of EVENT_KINDS) {
    if (Object.hasOwn(raw, kind)) return { kind, version: text(raw[kind], `${at}.${kind}`) };
  }
  throw new Refusal(`${at}: neither introduced, fixed, last_affected nor limit`);
}

function readScores(value: unknown, at: string): OsvRecord["scores"] {
  if (value === null) return [];
  return list(value, at).map((item, n) => {
    const raw = members(item, `${at}[${n}]`);
    return { type: text(raw["type"], `${at}[${n}].type`), score: text(raw["score"], `${at}[${n}].score`) };
  });
}

function labelOf(specific: Members | undefined): string | undefined {
  const label = specific?.["severity"];
  return typeof label === "string" ? label.slice(0, MAX_TEXT_CHARACTERS) : undefined;
}

function members(value: unknown, at: string): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.fromEntries(Object.entries(value));
  throw new Refusal(`${at}: expected an object, got ${quote(value)}`);
}

function optionalMembers(value: unknown, at: string): Members | undefined {
  return value === undefined || value === null ? undefined : members(value, at);
}

function list(value: unknown, at: string): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  throw new Refusal(`${at}: expected a list, got ${quote(value)}`);
}

function texts(value: unknown, at: string): string[] {
  if (value === null) return [];
  return list(value, at).map((item, n) => text(item, `${at}[${n}]`));
}

function text(value: unknown, at: string): string {
  if (typeof value === "string") return value;
  throw new Refusal(`${at}: expected a string, got ${quote(value)}`);
}

function timestamp(value: unknown, at: string): string {
  if (typeof value === "string" && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value))) return value;
  throw new Refusal(`${at}: expected a time like 2024-01-31T00:00:00Z, got ${quote(value)}`);
}

function quote(value: unknown): string {
  const shown = JSON.stringify(value) ?? "nothing";
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

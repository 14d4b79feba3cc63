import { isSameJson } from "../document/canonical-json.ts";
import type { Fact } from "../model/fact.ts";

/** A fact confirmed unchanged keeps its date for this long, so that a quiet run writes nothing: 7 days. */
const REFRESH_MS = 7 * 24 * 3600 * 1000;

/** Dates of the last look inside a verdict and a scan; a record of an author has no such fields at its root. */
const LOOKED_AT = new Set(["verifiedAt", "scannedAt"]);

/**
 * The fact to remember: an unchanged one keeps the date it was learned (until that is a week old), and one that
 * could not be asked this time carries the last known good.
 */
export function carryFact<T>(before: Fact<T> | undefined, now: Fact<T>): Fact<T> {
  if (before === undefined) return now;
  if (now.outcome === "known") {
    const isSame = before.outcome === "known" && sameSubstance(before.value, now.value);
    return isSame && !isStale(before.asOf, now.asOf) ? before : now;
  }
  if (now.outcome !== "not-available") return now;
  const last = lastKnown(before);
  const since =
    before.outcome === "not-available" && before.reason === now.reason && !isStale(before.asOf, now.asOf)
      ? before.asOf
      : now.asOf;
  return { outcome: "not-available", reason: now.reason, asOf: since, ...(last === undefined ? {} : { last }) };
}

/** The newest value that is known to have been true, with its date. */
export function lastKnown<T>(fact: Fact<T>): { value: T; asOf: string } | undefined {
  if (fact.outcome === "known") return { value: fact.value, asOf: fact.asOf };
  return fact.outcome === "not-available" ? fact.last : undefined;
}

/** Equal but for the date of the last look, which only verdicts and scans carry. */
export function sameSubstance(left: unknown, right: unknown): boolean {
  return isSameJson(withoutLook(left), withoutLook(right));
}

/** What a fact says without when it was learned: for telling whether an entry has changed. */
export function substanceOf(fact: Fact<unknown>): unknown {
  if (fact.outcome === "known") return { outcome: fact.outcome, value: withoutLook(fact.value) };
  if (fact.outcome !== "not-available") return fact;
  return { outcome: fact.outcome, reason: fact.reason, last: withoutLook(fact.last?.value) };
}

/** `date` if the earlier one is a week old or more, else the earlier one. */
export function refreshDate(before: string, date: string): string {
  return isStale(before, date) ? date : before;
}

function isStale(before: string, date: string): boolean {
  return Date.parse(date) - Date.parse(before) >= REFRESH_MS;
}

function withoutLook(value: unknown): unknown {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !LOOKED_AT.has(key)));
}

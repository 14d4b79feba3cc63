import { WaybillError } from "../model/waybill-error.ts";

/** A date, or a date and time with its zone: a time without one would depend on the machine. */
const ISO_DATE =
  /^(?<day>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** Seconds up to the year 9999: dates are compared as texts, which needs years of four digits. */
const MOST_SECONDS = 253_402_300_799;

/**
 * The date of a run, ISO 8601 UTC: `--as-of`, else SOURCE_DATE_EPOCH
 * (https://reproducible-builds.org/specs/source-date-epoch/), else now. Throws `usage`.
 */
export function dateOfRun(asOf: string | undefined, epoch: string | undefined, now: Date): string {
  if (asOf !== undefined) return parseDate(asOf);
  if (epoch === undefined) return now.toISOString();
  const seconds = Number(epoch);
  if (/^\d+$/.test(epoch) && seconds <= MOST_SECONDS) return new Date(seconds * 1000).toISOString();
  throw new WaybillError("usage", `SOURCE_DATE_EPOCH: expected seconds since 1970, got ${show(epoch)}`);
}

function parseDate(text: string): string {
  const day = ISO_DATE.exec(text)?.groups?.["day"];
  const date = new Date(day === undefined ? Number.NaN : text);
  // The 31st of a month of 30 days would become the 1st of the next.
  const isDay = day !== undefined && new Date(day).toISOString().startsWith(day);
  if (isDay && !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999) {
    return date.toISOString();
  }
  throw new WaybillError("usage", `--as-of: expected a date as 2026-01-31T12:00:00Z, got ${show(text)}`);
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { dateOfRun } from "../../src/commands/run-date.ts";

const NOW = new Date("2026-05-05T05:05:05.555Z");

const good: [asOf: string | undefined, epoch: string | undefined, date: string][] = [
  [undefined, undefined, "2026-05-05T05:05:05.555Z"],
  ["2026-01-31", undefined, "2026-01-31T00:00:00.000Z"],
  ["2026-01-31T12:00:00Z", undefined, "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T12:00Z", undefined, "2026-01-31T12:00:00.000Z"],
  ["2026-01-31T12:00:00.123456Z", undefined, "2026-01-31T12:00:00.123Z"],
  ["2026-01-31T23:30:00-02:00", undefined, "2026-02-01T01:30:00.000Z"],
  ["2028-02-29", undefined, "2028-02-29T00:00:00.000Z"],
  ["2026-01-31", "0", "2026-01-31T00:00:00.000Z"],
  [undefined, "0", "1970-01-01T00:00:00.000Z"],
  [undefined, "1767225600", "2026-01-01T00:00:00.000Z"],
];

for (const [asOf, epoch, date] of good) {
  test(`--as-of ${asOf}, SOURCE_DATE_EPOCH ${epoch}: ${date}`, () => assert.equal(dateOfRun(asOf, epoch, NOW), date));
}

const wrong: [asOf: string | undefined, epoch: string | undefined][] = [
  ["", undefined],
  ["1", undefined],
  ["2026", undefined],
  ["2026-02-31", undefined],
  ["2026-02-29T00:00:00Z", undefined],
  ["2026-13-01", undefined],
  ["2026-01-31T25:00:00Z", undefined],
  ["2026-01-31T12:00:00", undefined],
  ["31.1.2026", undefined],
  ["March 7, 2026", undefined],
  ["+012026-01-01T00:00:00Z", undefined],
  ["9999-12-31T23:59:59-23:59", undefined],
  ["2026-01-31\n", undefined],
  [undefined, ""],
  [undefined, "-1"],
  [undefined, "1e9"],
  [undefined, "soon"],
  [undefined, "99999999999999"],
];

for (const [asOf, epoch] of wrong) {
  test(`--as-of ${JSON.stringify(asOf)}, SOURCE_DATE_EPOCH ${JSON.stringify(epoch)} is wrong usage`, () => {
    assert.throws(() => dateOfRun(asOf, epoch, NOW), { code: "usage", message: /^[^\n]+$/ });
  });
}

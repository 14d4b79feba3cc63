import assert from "node:assert/strict";
import { test } from "node:test";
import { retryWaitMs } from "../../src/http/retry.ts";

const NOW = new Date("2024-05-01T00:00:00Z");

const ROWS: [method: string, status: number, retryAfter: string | null, tries: number, waitMs: number | undefined][] = [
  ["GET", 200, null, 1, undefined],
  ["GET", 404, null, 1, undefined],
  ["GET", 429, null, 1, 500],
  ["GET", 429, null, 2, 1000],
  ["GET", 429, "7", 1, 7000],
  ["GET", 429, "0", 1, 0],
  ["GET", 429, "Wed, 01 May 2024 00:00:09 GMT", 1, 9000],
  ["GET", 429, "Wed, 01 May 2023 00:00:09 GMT", 1, 0],
  ["GET", 429, "3600", 1, undefined],
  ["GET", 429, "-5; nonsense", 1, 500],
  ["GET", 500, null, 1, 500],
  ["HEAD", 502, null, 3, 2000],
  ["POST", 500, null, 1, undefined],
  ["POST", 503, "1", 1, 1000],
  ["GET", 501, null, 1, undefined],
];

for (const [method, status, retryAfter, tries, waitMs] of ROWS) {
  test(`${method} ${status}, Retry-After ${retryAfter}, try ${tries}: waits ${waitMs} ms`, () => {
    assert.equal(retryWaitMs({ method, status, retryAfter }, tries, NOW), waitMs);
  });
}

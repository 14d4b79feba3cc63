import assert from "node:assert/strict";
import { test } from "node:test";
import { groupByAlias } from "../../../src/advisories/osv/group-by-alias.ts";

function record(id: string, aliases: string[] = [], upstream: string[] = []) {
  return { id, aliases, upstream };
}

test("joins records that name each other, one way or over a third id", () => {
  const groups = groupByAlias([
    record("PYSEC-1", ["CVE-1"]),
    record("GHSA-a", ["CVE-1"]),
    record("GHSA-b", ["PYSEC-9"]),
    record("PYSEC-9"),
    record("DSA-5", [], ["CVE-1"]),
    record("PYSEC-3"),
  ]);
  assert.deepEqual(
    groups.map(({ canonical, ids }) => [canonical, ids]),
    [
      ["CVE-1", ["CVE-1", "DSA-5", "GHSA-a", "PYSEC-1"]],
      ["GHSA-b", ["GHSA-b", "PYSEC-9"]],
      ["PYSEC-3", ["PYSEC-3"]],
    ],
  );
  assert.deepEqual(
    groups.map(({ records }) => records.length),
    [3, 2, 1],
  );
});

test("joins two groups when a later record names both", () => {
  assert.equal(
    groupByAlias([record("A", ["CVE-1"]), record("B", ["CVE-2"]), record("C", ["CVE-1"], ["CVE-2"])]).length,
    1,
  );
});

test("takes ids that are names of the language for plain ids", () => {
  assert.equal(groupByAlias([record("__proto__", ["constructor"]), record("toString")]).length, 2);
});

test("joins a chain of 20,000 records in no time", () => {
  const chain = Array.from({ length: 20_000 }, (_, n) => record(`X-${n}`, [`X-${n + 1}`]));
  const startedAt = performance.now();
  assert.equal(groupByAlias(chain).length, 1);
  assert.ok(performance.now() - startedAt < 1000);
});

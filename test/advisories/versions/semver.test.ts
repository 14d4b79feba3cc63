import assert from "node:assert/strict";
import { test } from "node:test";
import { compareVersions, isComparable } from "../../../src/advisories/versions/compare-versions.ts";
import { compareSemver } from "../../../src/advisories/versions/semver.ts";
import { runTable } from "./version-table.ts";

for (const [a, sign, b] of [
  ["1.0.0-alpha.1", "<", "1.0.0-alpha.beta"],
  ["1.0.0-rc.1", "<", "1.0.0"],
  ["0", "<", "0.0.1"],
  ["0.0.0-0", "<", "0"],
  ["v1.2", "=", "1.2.0"],
  ["1.0.0+x", "=", "1.0.0+y"],
] as const) {
  test(`says ${a} ${sign} ${b}`, () => {
    assert.equal(Math.sign(compareSemver(a, b) ?? Number.NaN), ["<", "=", ">"].indexOf(sign) - 1);
  });
}

for (const version of ["", "latest", "1.2.3.4", "a.b.c", `${"9".repeat(300)}.0.0`]) {
  test(`cannot read ${JSON.stringify(version.slice(0, 20))}`, () =>
    assert.equal(compareSemver(version, "1.0.0"), undefined));
}

test("gets no line of semver-versions.txt wrong", (t) => {
  const result = runTable(t, "semver-versions.txt", compareSemver);
  if (result === undefined) return;
  t.diagnostic(`unreadable: ${result.unreadable.join(" | ")}`);
  assert.deepEqual(result.wrong, []);
  assert.deepEqual([result.right, result.unreadable.length], [83, 3]);
});

test("orders versions as their ecosystem does, and not at all where it is not known", () => {
  assert.ok((compareVersions("Debian:12", "1.0~rc1", "1.0") ?? 0) < 0);
  assert.ok((compareVersions("PyPI", "1.0.post1", "1.0") ?? 0) > 0);
  assert.equal(compareVersions("Alpine:v3.18", "1.0", "1.0"), undefined);
  assert.equal(compareVersions("__proto__", "1.0", "1.0"), undefined);
  assert.equal(isComparable("Ubuntu:22.04:LTS"), true);
  assert.equal(isComparable("constructor"), false);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { comparePep440 } from "../../../src/advisories/versions/pep440.ts";
import { runTable } from "./version-table.ts";

for (const [a, sign, b] of [
  ["1.0", "=", "1.0.0"],
  ["1.0rc1", "<", "1.0"],
  ["1.0.dev1", "<", "1.0a1"],
  ["1.0.post1", ">", "1.0"],
  ["1.0+cu118", ">", "1.0"],
  ["1!0.1", ">", "2025.1"],
  ["v1.0-Alpha.1", "=", "1.0a1"],
] as const) {
  test(`says ${a} ${sign} ${b}`, () => {
    assert.equal(Math.sign(comparePep440(a, b) ?? Number.NaN), ["<", "=", ">"].indexOf(sign) - 1);
  });
}

for (const version of ["", "unknown", "1.0-beta-final", "1..0", `1${".0".repeat(1000)}`]) {
  test(`cannot read ${JSON.stringify(version.slice(0, 20))}`, () =>
    assert.equal(comparePep440(version, "1.0"), undefined));
}

for (const [name, right, unreadable] of [
  ["pypi-versions.txt", 26, 11],
  ["pypi-versions-generated.txt", 12_306, 69],
] as const) {
  test(`gets no line of ${name} wrong; what does not follow PEP 440 is unknown`, (t) => {
    const result = runTable(t, name, comparePep440);
    if (result === undefined) return;
    t.diagnostic(`unreadable: ${result.unreadable.join(" | ")}`);
    assert.deepEqual(result.wrong, []);
    assert.deepEqual([result.right, result.unreadable.length], [right, unreadable]);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDeb } from "../../../src/advisories/versions/deb.ts";
import { runTable } from "./version-table.ts";

for (const [a, sign, b] of [
  ["1.0", "<", "1.1"],
  ["1.0~rc1", "<", "1.0"],
  ["1.0~~", "<", "1.0~"],
  ["1.0", "<", "1.0+b1"],
  ["1.0a", "<", "1.0+"],
  ["2:1", ">", "10"],
  ["1.0-1", "=", "0:1.0-1"],
  ["1.0-0", "=", "1.0"],
  ["1.0-1-1", ">", "1.0-1"],
  ["1.010", "=", "1.10"],
  ["1.99999999999999999999", "<", "1.100000000000000000000"],
] as const) {
  test(`says ${a} ${sign} ${b}`, () => {
    assert.equal(Math.sign(compareDeb(a, b) ?? Number.NaN), ["<", "=", ">"].indexOf(sign) - 1);
  });
}

for (const version of ["", " ", "1.0 beta", "1_0", "a:1.0", ":1.0", "1:", "1.0-", "-1", "1.0\n", "ü"]) {
  const readable = version.trim() === "1.0";
  test(`${readable ? "reads" : "cannot read"} ${JSON.stringify(version)}`, () => {
    assert.equal(compareDeb(version, "1.0"), readable ? 0 : undefined);
    assert.equal(compareDeb("1.0", version), readable ? 0 : undefined);
  });
}

for (const [name, lines] of [
  ["debian-versions.txt", 30],
  ["debian-versions-generated.txt", 14_442],
] as const) {
  test(`gets every line of ${name} right`, (t) => {
    const result = runTable(t, name, compareDeb);
    if (result === undefined) return;
    assert.deepEqual([result.wrong, result.unreadable], [[], []]);
    assert.equal(result.right, lines);
  });
}

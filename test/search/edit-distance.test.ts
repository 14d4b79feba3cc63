import assert from "node:assert/strict";
import { test } from "node:test";
import { isWithinEdits } from "../../src/search/edit-distance.ts";

const ROWS: [left: string, right: string, edits: number][] = [
  ["same", "same", 0],
  ["samtools", "smatools", 1],
  ["samtools", "samtool", 1],
  ["samtools", "saamtools", 1],
  ["samtools", "xamtools", 1],
  ["kitten", "sitting", 3],
  ["", "ab", 2],
];

for (const [left, right, edits] of ROWS) {
  test(`${left} and ${right} are exactly ${edits} apart, both ways`, () => {
    assert.ok(isWithinEdits(left, right, edits) && isWithinEdits(right, left, edits));
    if (edits > 0) assert.ok(!isWithinEdits(left, right, edits - 1));
  });
}

test("enormous words are simply not near", () => {
  assert.equal(isWithinEdits("a".repeat(100_000), "b".repeat(100_000), 2), false);
});

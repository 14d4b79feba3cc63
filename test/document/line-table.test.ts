import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createLineTable } from "../../src/document/line-table.ts";

const SEED = 20260702;

test("counts lines and columns from 1 and offsets in bytes from 0", () => {
  const text = "ab\r\né😀x\n";
  const table = createLineTable(text);
  const rows: [number, number, number, number][] = [
    [0, 1, 1, 0],
    [4, 2, 1, 4],
    [5, 2, 2, 6],
    [7, 2, 4, 10],
    [9, 3, 1, 12],
    [-5, 1, 1, 0],
    [99, 3, 1, 12],
  ];
  for (const [index, line, column, offset] of rows) {
    assert.deepEqual(table.positionAt(index), { line, column, offset }, `index ${index}`);
  }
});

test("gives a byte order mark three bytes and no column", () => {
  assert.deepEqual(createLineTable("\uFEFF{}").positionAt(1), { line: 1, column: 1, offset: 3 });
});

test(`offsets are those of the encoded text (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("a", "é", "中", "😀", "\n", "\r\n")), (parts) => {
      const table = createLineTable(parts.join(""));
      let before = "";
      for (const part of parts) {
        assert.equal(table.positionAt(before.length).offset, new TextEncoder().encode(before).length);
        before += part;
      }
    }),
    { seed: SEED },
  );
});

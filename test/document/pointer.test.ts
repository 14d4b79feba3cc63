import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePointer, pointerOf, valueAt } from "../../src/document/pointer.ts";

const SEED = 20260701;

test("escapes tilde and slash as RFC 6901 says", () => {
  const rows: [(string | number)[], string][] = [
    [[], ""],
    [["a", 0], "/a/0"],
    [["a/b", "m~n"], "/a~1b/m~0n"],
    [[""], "/"],
    [["~1"], "/~01"],
  ];
  for (const [segments, pointer] of rows) {
    assert.equal(pointerOf(...segments), pointer);
    assert.deepEqual(parsePointer(pointer), segments.map(String));
  }
});

test(`reads back every pointer it writes (seed ${SEED})`, () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (segments) => {
      assert.deepEqual(parsePointer(pointerOf(...segments)), segments);
    }),
    { seed: SEED },
  );
});

test("finds own members only", () => {
  const root = { a: [{ "x/y": 1 }], n: null };
  assert.equal(valueAt(root, ""), root);
  assert.equal(valueAt(root, "/a/0/x~1y"), 1);
  assert.equal(valueAt(root, "/n"), null);
  for (const pointer of ["/b", "/a/1", "/a/length/x", "/toString", "/__proto__", "/n/x"]) {
    assert.equal(valueAt(root, pointer), undefined, pointer);
  }
});

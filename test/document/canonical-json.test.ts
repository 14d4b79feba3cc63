import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonicalJson, canonicalLine, isSameJson } from "../../src/document/canonical-json.ts";

const SEED = Date.now() % 1_000_000;
console.log(`document/canonical-json.test.ts: seed ${SEED}`);

test("the order of keys does not show, undefined members are absent, __proto__ is a key", () => {
  const value = JSON.parse('{"b": 1, "a": {"__proto__": 2, "A": 3}}');
  assert.equal(canonicalLine({ ...value, c: undefined }), '{"a":{"A":3,"__proto__":2},"b":1}');
  assert.equal(canonicalJson({ a: [1] }), '{\n "a": [\n  1\n ]\n}\n');
});

const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, 0, -0, 1, Number.NaN, Number.POSITIVE_INFINITY, "", "a", true, false),
);
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie("node"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), tie("node"), { maxKeys: 3 }),
  ),
})).node;

test("two values are the same exactly where their canonical forms are", () => {
  const property = fc.property(tree, tree, (left, right) => {
    const isSame = canonicalLine([left]) === canonicalLine([right]);
    assert.equal(isSameJson([left], [right]), isSame, `${canonicalLine([left])} ${canonicalLine([right])}`);
    assert.equal(isSameJson(left, structuredClone(left)), true);
  });
  fc.assert(property, { seed: SEED, numRuns: 3_000 });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { copyValue, copyWithoutEmail, withoutEmail } from "../../src/families/copy-value.ts";

test("copies plain values as they are", () => {
  const value = { text: "x", list: [1, null, true], map: { inner: {} } };
  assert.deepEqual(copyValue(value), value);
});

test("leaves out what is too deep, too much or no data", () => {
  assert.deepEqual(copyValue({ a: { b: { c: 1 } } }, { values: 9, depth: 2, text: 9 }), { a: { b: {} } });
  assert.deepEqual(copyValue([1, 2, 3, 4], { values: 3, depth: 2, text: 9 }), [1, 2]);
  assert.equal(copyValue("abcdef", { values: 3, depth: 2, text: 3 }), "abc");
  assert.equal(copyValue(Number.NaN), "NaN");
  assert.equal(
    copyValue(() => 1),
    undefined,
  );
});

test("survives cycles and values shared a thousand times", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle, cycle);
  assert.ok(JSON.stringify(copyValue(cycle)).length < 10_000);
  let shared: unknown = ["x"];
  for (let level = 0; level < 40; level += 1) shared = [shared, shared, shared];
  assert.ok(JSON.stringify(copyValue(shared, { values: 500, depth: 60, text: 9 })).length < 10_000);
});

test("a key named __proto__ changes no prototype", () => {
  const copy = copyValue(JSON.parse('{"__proto__": {"polluted": 1}, "a": 1}'));
  assert.deepEqual(copy, { a: 1 });
  assert.equal(Reflect.get(Object(copy), "polluted"), undefined);
});

const SCRUBBED: [unknown, unknown][] = [
  ["write to ada@example.org, please", "write to …, please"],
  [{ email: "x", "e-mail": "x", authorEmail: "x", kept: 1 }, { kept: 1 }],
  [[{ name: "DB_PASSWORD", value: "x" }], [{ name: "DB_PASSWORD" }]],
  [{ apiKey: "x", api_key: "x", tokenizer: "kept" }, { tokenizer: "kept" }],
  [{ "ada@example.org": 1 }, { "…": 1 }],
];

for (const [value, expected] of SCRUBBED) {
  test(`${JSON.stringify(value)} keeps no address and no secret`, () =>
    assert.deepEqual(copyWithoutEmail(value), expected));
}

test("addresses are found in linear time", () => {
  const before = performance.now();
  withoutEmail("a".repeat(100_000));
  withoutEmail("a@".repeat(50_000));
  assert.ok(performance.now() - before < 500);
});

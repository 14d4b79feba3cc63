import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readJson } from "../../src/document/json-grammar.ts";

const SEED = 20260703;

function faultsOf(text: string): string[] {
  return readJson(text, 200, false).faults.map(({ kind, index, message }) => `${kind} ${index} ${message}`);
}

test(`reads what JSON.parse reads (seed ${SEED})`, () => {
  const anyJson = fc.tuple(fc.json({ maxDepth: 8 }), fc.constantFrom(0, 1, 2, "\t"));
  fc.assert(
    fc.property(anyJson, ([compact, indent]) => {
      const text = JSON.stringify(JSON.parse(compact), null, indent);
      const reading = readJson(text, 200, false);
      assert.deepEqual(reading.faults, []);
      assert.deepStrictEqual(reading.root, JSON.parse(text));
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test(`accepts and refuses broken texts as JSON.parse does (seed ${SEED})`, () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    "1",
    "-0.5e3",
    "01",
    "1.",
    "true",
    "nul",
    " ",
    "\n",
    "\t",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (parts) => {
      const text = parts.join("");
      const reading = readJson(text, 200, false);
      const isClean = reading.faults.every((fault) => fault.kind === "duplicate-key");
      let expected: unknown;
      let isJson = true;
      try {
        expected = JSON.parse(text);
      } catch {
        isJson = false;
      }
      assert.equal(isClean, isJson, JSON.stringify(text));
      if (isJson) assert.deepStrictEqual(reading.root, expected);
    }),
    { seed: SEED, numRuns: 5000 },
  );
});

test("names each fault at its place and reads on where it can", () => {
  const rows: [string, unknown, string[]][] = [
    ['{"a":1,}', { a: 1 }, ['trailing-comma 6 trailing comma before "}"']],
    ["[1,]", [1], ['trailing-comma 2 trailing comma before "]"']],
    ['{"a":1 "b":2}', { a: 1, b: 2 }, ['syntax 7 missing comma before "b"']],
    ['{"a":1,"a":2}', { a: 2 }, ['duplicate-key 7 the key "a" occurs twice']],
    ['{// why\n"a":1}', { a: 1 }, ["syntax 1 comments are not allowed in JSON"]],
    ['{"a":None}', { a: null }, ["syntax 5 expected a value, got None"]],
    ['{"a":01}', { a: null }, ["syntax 5 expected a value, got 01"]],
    ['{"a":"x\ty"}', { a: "x\ty" }, ["syntax 7 control character in a string: write it as an escape, such as \\t"]],
    ['{"a":1} x', { a: 1 }, ["syntax 8 expected the end of the file, got x"]],
    ['{"a":1,"b"', { a: 1 }, ['syntax 10 expected ":" after the key "b", got the end of the file']],
    ["{'a':1}", {}, ['syntax 1 expected a key in double quotes, got "\'"']],
    ['{"a":"x', {}, ['syntax 5 string is not closed: expected " before the end of the line']],
    [" \n", undefined, ["not-a-document 0 the file is empty: expected a JSON object"]],
    ["Une phrase", null, ["syntax 0 expected a value, got Une", "syntax 4 expected the end of the file, got phrase"]],
  ];
  for (const [text, root, faults] of rows) {
    assert.deepEqual(readJson(text, 200, false).root, root, text);
    assert.deepEqual(faultsOf(text), faults, text);
  }
});

test("keeps a partial root, so that a family can still be recognized", () => {
  const { root } = readJson('{"containerId":"a/b:1","inputs":[{"name":"x"},{"name"=1}],"ui":[]}', 200, false);
  assert.deepEqual(root, { containerId: "a/b:1", inputs: [{ name: "x" }, {}] });
});

test("a __proto__ key is plain own data", () => {
  const { root } = readJson('{"__proto__":{"isAdmin":true},"a":{"__proto__":[1]}}', 200, false);
  assert.deepStrictEqual(root, JSON.parse('{"__proto__":{"isAdmin":true},"a":{"__proto__":[1]}}'));
  assert.equal(Reflect.get({}, "isAdmin"), undefined);
});

test("stops at the depth cap: deeper nesting is a fault, not a full stack", () => {
  const started = performance.now();
  for (const text of ["[".repeat(100_000), '{"a":'.repeat(100_000), `[1,${"[".repeat(199)}`]) {
    const { faults } = readJson(text, 200, true);
    assert.deepEqual(
      faults.map((fault) => fault.kind),
      [text.length > 1000 ? "too-deep" : "syntax"],
    );
  }
  assert.equal(readJson("[".repeat(200) + "]".repeat(200), 200, false).faults.length, 0);
  assert.equal(readJson("[".repeat(201) + "]".repeat(201), 200, false).faults[0]?.kind, "too-deep");
  assert.ok(performance.now() - started < 1000);
});

test("stays linear and brief on hostile texts", () => {
  const size = 262_000;
  const texts = ['"\\', ",", '{"a":1,"a":2,', "//", "/*/", "1e", "-", '"a" ', "\\u", "[1 ", '{"":'].map((piece) =>
    piece.repeat(Math.ceil(size / piece.length)).slice(0, size),
  );
  const started = performance.now();
  for (const text of texts) {
    for (const prefix of ["", "[", '{"x":', '["']) {
      const { faults } = readJson(prefix + text, 200, true);
      assert.ok(faults.length <= 50);
      for (const fault of faults) assert.ok(fault.message.length < 400);
    }
  }
  assert.ok(performance.now() - started < 3000);
});

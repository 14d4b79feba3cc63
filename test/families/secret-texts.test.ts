import assert from "node:assert/strict";
import { test } from "node:test";
import { secretTextsOf, withoutTexts } from "../../src/families/secret-texts.ts";

const rows: [what: string, root: unknown, expected: string[]][] = [
  ["a default of a named parameter", { inputs: [{ name: "dbPassword", default: "hunter2" }] }, ["hunter2"]],
  ["a form item of one", { ui: [{ key: "inputs.password", default: "hunter2" }] }, ["hunter2"]],
  ["a map of parameters", { inputs: { password: { default: "hunter2", doc: "of the store" } } }, ["hunter2"]],
  ["what is declared secret", { inputs: [{ key: "pin", secret: true, default: "12345" }] }, ["12345"]],
  ["choices, the longest first", { id: "secret", "value-choices": ["short", "much longer"] }, ["much longer", "short"]],
  ["a member of that name", { tests: [{ inputs: { api_key: "abcdef" } }] }, ["abcdef"]],
  ["a list under that name", { passwords: [], secrets: ["first one"] }, ["first one"]],
  ["types are no secrets", { inputs: { password: "string", secret: "File?" } }, []],
  ["short texts are not searched for", { password: "abc" }, []],
  ["other names", { inputs: [{ name: "threshold", default: "hunter2" }] }, []],
  ["numbers and booleans", { password: 1234567, secret: true }, []],
  ["no document", undefined, []],
];

for (const [what, root, expected] of rows) {
  test(`${what}: ${JSON.stringify(expected)}`, () => assert.deepEqual(secretTextsOf(root), expected));
}

test("texts are hidden wherever they stand, and everything else stays", () => {
  const value = { message: 'expected a number, got "hunter2"', at: { line: 3 }, list: ["hunter2", null] };
  assert.deepEqual(withoutTexts(value, ["hunter2"]), {
    message: 'expected a number, got "…"',
    at: { line: 3 },
    list: ["…", null],
  });
  assert.equal(withoutTexts(value, []), value);
});

test("a document of many values ends in time", () => {
  const root = Array.from({ length: 100_000 }, (_, at) => ({ name: "password", default: `secret number ${at}` }));
  const before = performance.now();
  assert.equal(secretTextsOf(root).length, 200);
  assert.ok(performance.now() - before < 500);
});

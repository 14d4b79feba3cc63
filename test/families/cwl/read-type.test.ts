import assert from "node:assert/strict";
import { test } from "node:test";
import { itemsOf, readType } from "../../../src/families/cwl/read-type.ts";

const nested: unknown[] = [];
nested.push(nested, { type: nested, items: nested });

/** Type → kind, nullable, list, choices. */
const ROWS: [unknown, string, boolean, boolean, string[]?][] = [
  ["File", "file", false, false],
  ["File?", "file", true, false],
  ["File[]", "file", false, true],
  ["string[]?", "string", true, true],
  ["Directory", "folder", false, false],
  ["stdout", "file", false, false],
  ["long", "integer", false, false],
  ["double?", "number", true, false],
  ["Any", "other", false, false],
  ["#my-record", "other", false, false],
  ["constructor", "other", false, false],
  [["null", "int"], "integer", true, false],
  [["int", "null", "string"], "integer", true, false],
  [["#unknown", "File"], "file", false, false],
  [["File", { type: "array", items: "File" }], "file", false, false],
  [{ type: "array", items: "int" }, "integer", false, true],
  [{ type: "array", items: { type: "enum", symbols: ["a"] } }, "choice", false, true, ["a"]],
  [{ type: "enum", symbols: ["#tool/in/fast", "#best", "plain"] }, "choice", false, false, ["fast", "best", "plain"]],
  [["null", { type: "enum", symbols: ["a", "b"] }], "choice", true, false, ["a", "b"]],
  [{ type: "record", fields: [] }, "other", false, false],
  [{ type: "File" }, "file", false, false],
  [{}, "other", false, false],
  [null, "other", false, false],
  [undefined, "other", false, false],
  [7, "other", false, false],
];

for (const [type, kind, isNullable, isList, choices] of ROWS) {
  test(`type ${JSON.stringify(type)} is ${kind}`, () => {
    const read = readType(type);
    assert.deepEqual([read.kind, read.isNullable, read.isList, read.choices], [kind, isNullable, isList, choices]);
    assert.equal(typeof read.rawType, "string");
  });
}

test("types without end come to one", () => {
  assert.equal(readType(nested).kind, "other");
  assert.ok(readType(nested).rawType.length <= 500);
});

test("items are named for lists of plain values only", () => {
  assert.deepEqual(
    ["int[]", "string[]", "File[]", "int"].map((type) => itemsOf(readType(type))),
    ["integer", "string", undefined, undefined],
  );
});

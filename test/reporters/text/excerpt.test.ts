import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt } from "../../../src/reporters/text/excerpt.ts";

test("shows the line without its indentation, and a caret below the column", () => {
  const rows: [string, number, string[]][] = [
    ['    "default": 99,', 16, ['"default": 99,', "           ^"]],
    ["{", 1, ["{", "^"]],
    ["\uFEFF{", 1, ["{", "^"]],
    ["\tname: x\r", 8, ["name: x", "      ^"]],
    ["  name: x", 1, ["  name: x", "^"]],
    ["ab", 99, ["ab", "  ^"]],
    ["中: x", 4, ["中: x", "    ^"]],
    ["   ", 2, []],
  ];
  for (const [line, column, expected] of rows) assert.deepEqual(excerpt(line, column), expected, line);
  assert.deepEqual(excerpt(undefined, 1), []);
});

test("cuts a long line around the column", () => {
  const line = `${"a".repeat(5000)}X${"b".repeat(5000)}`;
  const [shown = "", caret = ""] = excerpt(line, 5001);
  assert.equal(shown[caret.indexOf("^")], "X");
  assert.ok(shown.length < 120 && shown.startsWith("…") && shown.endsWith("…"));
});

test("keeps the caret in place where control characters were", () => {
  assert.deepEqual(excerpt("a\u0007b\u001b[31mX", 9), ["a bX", "   ^"]);
});

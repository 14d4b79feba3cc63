import assert from "node:assert/strict";
import { test } from "node:test";
import { collectEdits } from "../../src/checks/collect-edits.ts";
import type { Finding, TextEdit } from "../../src/model/finding.ts";

function finding(message: string, fix?: TextEdit[], muted?: Finding["muted"]): Finding {
  const at = { file: "a", pointer: "", line: 1, column: 1 };
  return { check: "x", level: "error", message, at, url: "u", ...(fix && { fix }), ...(muted && { muted }) };
}

const edit = (offset: number, length: number, text = ""): TextEdit => ({ offset, length, text });

const rows: [what: string, findings: Finding[], mended: string[], edits: TextEdit[]][] = [
  ["no fix", [finding("a")], [], []],
  [
    "fixes side by side",
    [finding("b", [edit(5, 2)]), finding("a", [edit(0, 5)])],
    ["b", "a"],
    [edit(0, 5), edit(5, 2)],
  ],
  ["fixes that overlap", [finding("a", [edit(0, 5)]), finding("b", [edit(4, 1)])], ["a"], [edit(0, 5)]],
  ["the same fix twice", [finding("a", [edit(1, 1)]), finding("b", [edit(1, 1)])], ["a", "b"], [edit(1, 1)]],
  [
    "two insertions at one place",
    [finding("a", [edit(1, 0, "x")]), finding("b", [edit(1, 0, "y")])],
    ["a"],
    [edit(1, 0, "x")],
  ],
  [
    "a fix of which one half overlaps",
    [finding("a", [edit(0, 2)]), finding("b", [edit(1, 2), edit(9, 1)])],
    ["a"],
    [edit(0, 2)],
  ],
  ["a fix that overlaps itself", [finding("a", [edit(0, 3), edit(1, 1)])], [], []],
  ["what is muted", [finding("a", [edit(0, 1)], { reason: "r", expires: "2999-01-01" })], [], []],
];

for (const [what, findings, mended, edits] of rows) {
  test(`${what}: taken whole or not at all`, () => {
    const collected = collectEdits(findings);
    assert.deepEqual(
      collected.mended.map(({ message }) => message),
      mended,
    );
    assert.deepEqual(collected.edits, edits);
  });
}

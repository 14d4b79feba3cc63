import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFinding, placeOf } from "../../src/checks/finding.ts";
import { evidence } from "./make-evidence.ts";

test("level follows severity", () => {
  const rows = [
    ["critical", "error"],
    ["high", "error"],
    ["medium", "warning"],
    ["low", "note"],
    ["info", "note"],
  ] as const;
  for (const [severity, level] of rows) {
    const row = { id: "x", severity, remedy: "mend it" };
    const finding = makeFinding(row, { message: "m", at: { repository: "r" } });
    assert.deepEqual(finding, {
      check: "x",
      level,
      message: "m",
      at: { repository: "r" },
      remedy: "mend it",
      url: "docs/checks.md#x",
    });
  }
});

test("a field without a place of its own takes that of its nearest ancestor, then of the plugin", () => {
  const text = '{\n "tools": [\n  {"inputs": [{"id": "a"}]}\n ]\n}';
  const given = evidence({ pointer: "/tools/0", places: { "/parameters/0": "/tools/0/inputs/0" } }, text);
  const rows: [string, string, number, number][] = [
    ["/parameters/0/default", "/tools/0/inputs/0", 3, 15],
    ["/parameters/1/default", "/tools/0", 3, 3],
    ["/license", "/tools/0", 3, 3],
  ];
  for (const [record, pointer, line, column] of rows) {
    assert.deepEqual(placeOf(given, record), { file: "segment.plugin.json", pointer, line, column });
  }
});

test("names of places are own members only", () => {
  assert.deepEqual(placeOf(evidence(), "/constructor"), {
    file: "segment.plugin.json",
    pointer: "",
    line: 1,
    column: 1,
  });
});

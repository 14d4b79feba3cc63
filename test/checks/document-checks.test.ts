import assert from "node:assert/strict";
import { test } from "node:test";
import { familySchema } from "../../src/checks/family-schema.ts";
import { syntax } from "../../src/checks/syntax.ts";
import { parseDocument } from "../../src/document/parse-document.ts";
import { ask, evidence, told } from "./make-evidence.ts";

test("faults of the text are errors, but for tags that nobody resolves", () => {
  const rows: [string, string, string[]][] = [
    ["a.json", "{}", ["pass"]],
    ["a.json", '{"a":1,}', ["fail", 'error trailing comma before "}"']],
    ["a.json", '{"a":1,"a":1}', ["fail", 'error the key "a" occurs twice']],
    ["a.yml", "a: !!python/none x", ["fail", "warning Unresolved tag: tag:yaml.org,2002:python/none"]],
  ];
  for (const [path, text, expected] of rows) {
    const document = parseDocument(path, new TextEncoder().encode(text));
    assert.deepEqual(told(syntax, evidence({ document })), expected, text);
  }
});

test("a fault of the text has its place", () => {
  const document = parseDocument("a.json", new TextEncoder().encode('{\n"a": 1,\n}'));
  const [finding] = ask(syntax, evidence({ document })).findings;
  assert.deepEqual(finding?.at, { file: "segment.plugin.json", pointer: "", line: 2, column: 7 });
});

test("faults against the family's schema are errors at their place, formats warnings", () => {
  const schemaFaults = [
    { pointer: "/b", of: "key", message: "unknown key", isFormat: false },
    { pointer: "/a", of: "value", message: "not a URL", isFormat: true, expected: "a URL", got: '""' },
  ] as const;
  const { findings } = ask(familySchema, evidence({ schemaFaults: [...schemaFaults] }, '{\n "a": "",\n "b": 1}'));
  assert.deepEqual(
    findings.map(({ level, at, expected }) => [level, "line" in at && `${at.line}:${at.column}`, expected]),
    [
      ["error", "3:2", undefined],
      ["warning", "2:7", "a URL"],
    ],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { familySchema } from "../../src/checks/family-schema.ts";
import { syntax } from "../../src/checks/syntax.ts";
import { templatePlaceholder } from "../../src/checks/template-placeholder.ts";
import { parseDocument } from "../../src/document/parse-document.ts";
import { applyEdits } from "../../src/document/text-edits.ts";
import type { SchemaFault } from "../../src/model/evidence.ts";
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

test("messages of schema faults say what was expected and found, each once", () => {
  const rows: [Partial<SchemaFault>, string][] = [
    [{ message: "wrong type", expected: "a boolean", got: '"True"' }, 'wrong type: expected a boolean, got "True"'],
    [
      { message: 'not an allowed value: did you mean "path"?', expected: "path, text", got: '"pat"' },
      'not an allowed value: expected one of path, text, got "pat"; did you mean "path"?',
    ],
    [{ message: 'missing "name"', expected: '"name"' }, 'missing "name"'],
    [{ message: 'unknown key "nmae"', of: "key", expected: "name", got: "nmae" }, 'unknown key "nmae"'],
    [
      { message: "text is too short", expected: "at least 1 characters", got: '""' },
      'text is too short: expected at least 1 characters, got ""',
    ],
    [{ message: "breaks a rule" }, "breaks a rule"],
  ];
  for (const [part, message] of rows) {
    const fault: SchemaFault = { pointer: "", of: "value", message: "", isFormat: false, ...part };
    assert.equal(ask(familySchema, evidence({ schemaFaults: [fault] })).findings[0]?.message, message);
  }
});

test("a trailing comma is taken away by machine, where it is all that is wrong", () => {
  const rows: [string, string | undefined][] = [
    ['{"é": [1,],\n}', '{"é": [1]\n}'],
    ['{"a": 1,, }', undefined],
    ['{"a": 1, "a": 2,}', undefined],
    ['{"a": 01,}', undefined],
  ];
  for (const [text, mended] of rows) {
    const document = parseDocument("a.json", new TextEncoder().encode(text));
    const edits = ask(syntax, evidence({ document })).findings.flatMap(({ fix }) => fix ?? []);
    assert.equal(edits.length === 0 ? undefined : applyEdits(text, edits), mended, text);
  }
});

test("a file for a template engine is told as that, not as a broken manifest", () => {
  const text = '{\n  "name": "a",\n  {% if x %}\n}';
  const document = parseDocument("{{ name }}/plugin.json", new TextEncoder().encode(text));
  const { plugin: _, ...given } = evidence({ document });
  assert.deepEqual(told(syntax, given), ["not-applicable"]);
  const { findings } = ask(templatePlaceholder, given);
  assert.deepEqual(
    findings.map(({ message, at }) => [message, "line" in at && `${at.line}:${at.column}`]),
    [["the file is a template, not a plugin manifest", "3:3"]],
  );
});

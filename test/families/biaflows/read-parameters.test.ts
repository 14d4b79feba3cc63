import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { biaflows } from "../../../src/families/biaflows/index.ts";

function parameterOf(input: Record<string, unknown>) {
  const root = { name: "x", "command-line": "x", "problem-class": "", inputs: [{ id: "radius", ...input }] };
  const document = parseDocument("descriptor.json", Buffer.from(JSON.stringify(root)));
  return biaflows.normalize(document, { path: "descriptor.json", repositoryName: "r" })[0]?.plugin.parameters[0];
}

const KINDS: [Record<string, unknown>, string][] = [
  [{ type: "Number" }, "number"],
  [{ type: "Number", integer: true }, "integer"],
  [{ type: "String" }, "string"],
  [{ type: "String", "value-choices": ["a"] }, "choice"],
  [{ type: "Boolean" }, "boolean"],
  [{ type: "image" }, "image"],
  [{ type: "Domain" }, "other"],
  [{ type: "constructor" }, "other"],
  [{}, "other"],
];

for (const [input, kind] of KINDS) {
  test(`${JSON.stringify(input)} is of kind ${kind}`, () => assert.equal(parameterOf(input)?.kind, kind));
}

const FLAGS: [unknown, string | undefined][] = [
  ["--@id", "--radius"],
  ["-@ID", "-RADIUS"],
  ["--r", "--r"],
  [7, "7"],
  [null, undefined],
];

for (const [flag, expected] of FLAGS) {
  test(`the flag ${JSON.stringify(flag)} is ${expected}`, () =>
    assert.equal(parameterOf({ "command-line-flag": flag })?.flag, expected));
}

test("what the server sets is set by the platform, a missing word is no answer", () => {
  const setBy = [true, "True", false, undefined].map((value) => parameterOf({ "set-by-server": value })?.setBy);
  assert.deepEqual(setBy, ["platform", "platform", "user", undefined]);
});

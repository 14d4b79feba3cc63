import assert from "node:assert/strict";
import { test } from "node:test";
import { requiredIsBoolean } from "../../src/checks/required-is-boolean.ts";
import { applyEdits } from "../../src/document/text-edits.ts";
import { ask, evidence, parameter, plugin } from "./make-evidence.ts";

const text = '{"inputs":[{"name":"é","required":"True"},{"required":true}]}';
const places = { "/parameters/0/required": "/inputs/0/required", "/parameters/1/required": "/inputs/1/required" };
const record = plugin({ parameters: [parameter({}), parameter({ key: "b" })] });

test("finds a text in the place of true or false, and mends it", () => {
  const { outcome, findings } = ask(requiredIsBoolean, evidence({ plugin: record, places }, text));
  assert.equal(outcome, "fail");
  assert.deepEqual(
    findings.map(({ message, level }) => [level, message]),
    [["warning", '`required` is the text "True"']],
  );
  const mended = applyEdits(text, findings[0]?.fix ?? []);
  assert.equal(mended, text.replace('"True"', "true"));
});

test("is silent where the family's schema has said so already", () => {
  const schemaFaults = [
    { pointer: "/inputs/0/required", of: "value", message: "wrong type", isFormat: false } as const,
  ];
  assert.equal(ask(requiredIsBoolean, evidence({ plugin: record, places, schemaFaults }, text)).outcome, "pass");
});

test("has nothing to say where `required` comes from elsewhere, as in CWL from the type", () => {
  const fromType = { "/parameters/0/required": "/inputs/0/type" };
  assert.equal(ask(requiredIsBoolean, evidence({ plugin: record, places: fromType }, text)).outcome, "not-applicable");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { parameterKeysUnique } from "../../src/checks/parameter-keys-unique.ts";
import { evidence, parameter, plugin, told } from "./make-evidence.ts";

test("an input may share its key with an output, not with another input", () => {
  const [a, b] = [parameter({ key: "a" }), parameter({ key: "b" })];
  const out = parameter({ key: "a", direction: "out" });
  assert.deepEqual(told(parameterKeysUnique, evidence({ plugin: plugin({ parameters: [a, b, out] }) })), ["pass"]);
  const expected = ["fail", 'warning the input "a" occurs twice'];
  assert.deepEqual(told(parameterKeysUnique, evidence({ plugin: plugin({ parameters: [a, b, a] }) })), expected);
  assert.deepEqual(told(parameterKeysUnique, evidence()), ["not-applicable"]);
});

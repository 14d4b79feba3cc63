import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultInChoices } from "../../src/checks/default-in-choices.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import { evidence, parameter, plugin, told } from "./make-evidence.ts";

function toldOf(part: Partial<Parameter>): string[] {
  return told(defaultInChoices, evidence({ plugin: plugin({ parameters: [parameter({ kind: "choice", ...part })] }) }));
}

test("compares the default with the choices", () => {
  const choices = ["a", "b", 1, [1, 2]];
  const passing: unknown[] = ["a", 1, [1, 2]];
  for (const value of passing) assert.deepEqual(toldOf({ choices, default: value }), ["pass"]);
  assert.deepEqual(toldOf({ choices, default: "c" }), [
    "fail",
    'warning the default of "sigma" is "c", which is no choice',
  ]);
  assert.deepEqual(toldOf({ choices, default: "1" }), [
    "fail",
    'warning the default of "sigma" is "1", which is no choice (the same text, but another type)',
  ]);
});

test("judges a list item by item", () => {
  assert.deepEqual(toldOf({ choices: ["a", "b"], default: ["a", "b"] }), ["pass"]);
  assert.equal(toldOf({ choices: ["a", "b"], default: ["a", "x"] })[0], "fail");
});

test("has nothing to say without choices or without a default", () => {
  assert.deepEqual(toldOf({ choices: [], default: "a" }), ["not-applicable"]);
  assert.deepEqual(toldOf({ choices: ["a"] }), ["not-applicable"]);
  assert.deepEqual(toldOf({ choices: ["a"], default: null }), ["not-applicable"]);
});

test("prints neither the default nor the choices of a secret", () => {
  const shown = JSON.stringify(toldOf({ key: "api_key", choices: ["hunter2"], default: "hunter3" }));
  assert.ok(!shown.includes("hunter"), shown);
});

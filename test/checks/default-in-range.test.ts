import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultInRange } from "../../src/checks/default-in-range.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import { ask, evidence, parameter, plugin, told } from "./make-evidence.ts";

const rows: [string, Partial<Parameter>, "pass" | "fail" | "not-applicable"][] = [
  ["inside", { default: 1, minimum: 0, maximum: 2 }, "pass"],
  ["on the edge", { default: 2, minimum: 0, maximum: 2 }, "pass"],
  ["on an edge that is excluded", { default: 2, maximum: 2, exclusiveMaximum: true }, "fail"],
  ["on a lower edge that is excluded", { default: 0, minimum: 0, exclusiveMinimum: true }, "fail"],
  ["below", { default: -1, minimum: 0 }, "fail"],
  ["above", { default: 99, maximum: 10 }, "fail"],
  ["one item of a list above", { default: [1, 99], maximum: 10, isList: true }, "fail"],
  ["a number as text", { default: "99", maximum: 10 }, "fail"],
  ["a text of a text parameter", { default: "99", maximum: 10, kind: "string" }, "not-applicable"],
  ["without a range", { default: 99 }, "not-applicable"],
  ["without a default", { minimum: 0 }, "not-applicable"],
  ["a range that no number fits", { default: 1, minimum: 5, maximum: 0 }, "fail"],
];

for (const [title, part, outcome] of rows) {
  test(`a default ${title}: ${outcome}`, () => {
    const answer = ask(defaultInRange, evidence({ plugin: plugin({ parameters: [parameter(part)] }) }));
    assert.equal(answer.outcome, outcome);
    assert.equal(answer.findings.length, outcome === "fail" ? 1 : 0);
  });
}

test("is a warning at the line of the default, with what was expected and got", () => {
  const text = '{\n  "inputs": [\n    { "key": "sigma",\n      "default": 99 }\n  ]\n}\n';
  const places = { "/parameters/0": "/inputs/0", "/parameters/0/default": "/inputs/0/default" };
  const record = plugin({ parameters: [parameter({ default: 99, minimum: 0, maximum: 10 })] });
  const [finding] = ask(defaultInRange, evidence({ plugin: record, places }, text)).findings;
  assert.deepEqual(finding, {
    check: "default-in-range",
    level: "warning",
    message: 'the default of "sigma" is 99, outside of its range: at least 0 and at most 10',
    at: { file: "segment.plugin.json", pointer: "/inputs/0/default", line: 4, column: 18 },
    expected: "at least 0 and at most 10",
    got: "99",
    remedy: "Change the default, or widen the range.",
    url: "docs/checks.md#default-in-range",
  });
});

test("does not print the default of a secret", () => {
  const record = plugin({ parameters: [parameter({ key: "pin", secret: true, default: 4711, maximum: 10 })] });
  assert.ok(!JSON.stringify(told(defaultInRange, evidence({ plugin: record }))).includes("4711"));
});

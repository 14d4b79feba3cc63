import assert from "node:assert/strict";
import { test } from "node:test";
import { conceptKnown } from "../../src/checks/concept-known.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { ask, evidence, plugin, told } from "./make-evidence.ts";

const rows: [part: Partial<Plugin>, expected: string[]][] = [
  [{}, ["not-applicable"]],
  [{ claims: ["segmentation", "EDAM:operation_9999", "field::biology", "Watershed"] }, ["pass"]],
  [
    { claims: ["segmentaton"] },
    [
      "fail",
      'note the concept "segmentaton" is not in the vocabulary: did you mean “Segmentation” (operation/segmentation)?',
    ],
  ],
  [{ claims: ["kw1"] }, ["fail", 'note the concept "kw1" is not in the vocabulary']],
  [
    { claims: ["segment\u0430tion"] },
    ["fail", 'note the concept "segment\u0430tion" has letters of another script that look like Latin ones'],
  ],
  [{ family: "nfcore", claims: ["kw1", "bar", "my own keyword"] }, ["pass"]],
  [{ family: "nfcore", claims: ["metagenomcs"] }, ["pass"]],
  [
    { family: "nfcore", claims: ["metagen\u043emics"] },
    ["fail", 'note the concept "metagen\u043emics" has letters of another script that look like Latin ones'],
  ],
];

for (const [part, expected] of rows) {
  test(`claims ${JSON.stringify(part)}: ${expected[0]}`, () => {
    assert.deepEqual(told(conceptKnown, evidence({ plugin: plugin(part) })), expected);
  });
}

test("the finding points at the claim and names the concept that was meant", () => {
  const text = '{\n  "concepts": [\n    "notebook",\n    "regestration"\n  ]\n}';
  const claims = ["notebook", "regestration"];
  const { findings } = ask(
    conceptKnown,
    evidence({ plugin: plugin({ claims }), places: { "/claims": "/concepts" } }, text),
  );
  assert.equal(findings.length, 1);
  const [finding] = findings;
  assert.deepEqual(finding?.at, { file: "segment.plugin.json", pointer: "/concepts/1", line: 4, column: 5 });
  assert.equal(finding?.expected, "operation/registration");
});

test("thousands of unknown claims give twenty findings, quickly", () => {
  const claims = Array.from({ length: 5000 }, (_, index) => `${"x".repeat(300)}${index}`);
  const start = performance.now();
  assert.equal(ask(conceptKnown, evidence({ plugin: plugin({ claims }) })).findings.length, 20);
  assert.ok(performance.now() - start < 2000);
});

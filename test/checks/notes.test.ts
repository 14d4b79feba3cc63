import assert from "node:assert/strict";
import { test } from "node:test";
import { hasLicense } from "../../src/checks/has-license.ts";
import { hasRange } from "../../src/checks/has-range.ts";
import { evidence, parameter, plugin, told } from "./make-evidence.ts";

test("a license is stated by an SPDX id", () => {
  assert.deepEqual(told(hasLicense, evidence()), ["fail", "note no license is stated"]);
  const claimed = { raw: "my own", spdx: undefined };
  assert.deepEqual(told(hasLicense, evidence({ plugin: plugin({ license: { raw: claimed.raw } }) })), [
    "fail",
    'note the license "my own" is not an SPDX id',
  ]);
  assert.deepEqual(told(hasLicense, evidence({ plugin: plugin({ license: { raw: "MIT", spdx: "MIT" } }) })), ["pass"]);
});

test("asks numeric inputs for a range, in one note", () => {
  const many = Array.from({ length: 12 }, (_, index) => parameter({ key: `n${index}`, kind: "integer" }));
  assert.equal(
    told(hasRange, evidence({ plugin: plugin({ parameters: many }) }))[1],
    'note no range is stated for "n0", "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9" and 2 more',
  );
  assert.deepEqual(told(hasRange, evidence({ plugin: plugin({ parameters: [parameter({ minimum: 0 })] }) })), ["pass"]);
  const others = [
    parameter({ kind: "string" }),
    parameter({ direction: "out" }),
    parameter({ choices: [1, 2] }),
    parameter({ setBy: "platform" }),
  ];
  assert.deepEqual(told(hasRange, evidence({ plugin: plugin({ parameters: others }) })), ["not-applicable"]);
});

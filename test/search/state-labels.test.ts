import assert from "node:assert/strict";
import { test } from "node:test";
import { stateLabel } from "../../src/search/state-labels.ts";

const LABELS: [facet: string, value: string, label: string][] = [
  ["tier", "none", "No tier yet"],
  ["tier", "not-applicable", "Does not apply"],
  ["gpu", "none", "Not needed"],
  ["signature", "unknown", "Could not find out"],
  ["tier", "platinum", "platinum"],
  ["license", "MIT", "MIT"],
  ["__proto__", "x", "x"],
  ["tier", "constructor", "constructor"],
];

for (const [facet, value, label] of LABELS) {
  test(`${facet} ${value} is called ${label}`, () => assert.equal(stateLabel(facet, value), label));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { dialectOf } from "../../../src/families/wipp/recognize.ts";

const ROWS: [Record<string, unknown>, string][] = [
  [{ inputs: [{ name: "a", type: "collection" }] }, "wipp-nist"],
  [{ inputs: [], baseCommand: ["x"] }, "wipp-polus"],
  [{ inputs: {} }, "wipp-polus"],
  [{ inputs: [{ name: "a", type: "genericData" }] }, "wipp-polus"],
  [{ inputs: [], outputs: [{ name: "a", type: "pyramidAnnotation" }] }, "wipp-polus"],
  [{ inputs: [], baseCommand: ["x"], resourceRequirements: {} }, "fair-chain"],
  [{ inputs: [{ name: "a", type: { toString: [] } }] }, "wipp-nist"],
];

for (const [root, dialect] of ROWS) {
  test(`${JSON.stringify(root)} is ${dialect}`, () => assert.equal(dialectOf(root), dialect));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { modeOfRepository } from "../../src/families/repository-mode.ts";

const ROWS: [name: string, mode: string | undefined][] = [
  ["image_batch_shap_explainability_radiomics", "batch"],
  ["image_interactive_desktop", "interactive"],
  ["Image-Batch-counter", "batch"],
  ["image_batch", undefined],
  ["my_image_batch_x", undefined],
  ["batch_x", undefined],
  ["", undefined],
  [`image_batch_${"x".repeat(100_000)}`, "batch"],
];

for (const [name, mode] of ROWS) {
  test(`${name.slice(0, 50)} runs as ${mode ?? "nobody knows"}`, () => assert.equal(modeOfRepository(name), mode));
}

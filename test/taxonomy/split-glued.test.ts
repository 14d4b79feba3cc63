import assert from "node:assert/strict";
import { test } from "node:test";
import { splitGlued } from "../../src/taxonomy/split-glued.ts";

const WORDS = new Set([
  "region",
  "segmentation",
  "eval",
  "ome",
  "tiff",
  "converter",
  "micro",
  "json",
  "microjson",
  "seg",
]);

const GLUED: [word: string, parts: string[]][] = [
  ["regionsegmentationeval", ["region", "segmentation", "eval"]],
  ["microjsontoome", ["microjson", "to", "ome"]],
  ["ometiffconverter", ["ome", "tiff", "converter"]],
  ["extracttiffsfromome", ["extract", "tiffs", "from", "ome"]],
  ["segmentation", []],
  ["regionx", []],
  ["", []],
  ["omeome", ["ome", "ome"]],
];

for (const [word, parts] of GLUED) {
  test(`splits “${word}” into ${parts.join(" + ") || "nothing"}`, () =>
    assert.deepEqual(splitGlued(word, WORDS), parts));
}

test("endless names are left whole at once", () => {
  const start = performance.now();
  assert.deepEqual(splitGlued("ome".repeat(100_000), WORDS), []);
  assert.equal(splitGlued("ome".repeat(20), WORDS).length, 20);
  assert.ok(performance.now() - start < 200);
});

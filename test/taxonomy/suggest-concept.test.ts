import assert from "node:assert/strict";
import { test } from "node:test";
import { suggestConcept } from "../../src/taxonomy/suggest-concept.ts";
import { taxonomy } from "../exporters/sample-catalog.ts";

const WORDS: [word: string, id: string | undefined][] = [
  ["segmentaton", "operation/segmentation"],
  ["Segmentaiton", "operation/segmentation"],
  ["regestration", "operation/registration"],
  ["segmentаtion", "operation/segmentation"],
  ["proteomics", "topic/proteomics"],
  ["protoemics", "topic/proteomics"],
  ["electron-microscopy", "modality/electron-microscopy"],
  ["ome-tif", "data/ome-tiff"],
  ["variant calling tool", "operation/variant-calling"],
  ["EDAM:operation_3227", "operation/variant-calling"],
  ["operation/segmentaton", "operation/segmentation"],
  ["kw1", undefined],
  ["hello there", undefined],
  ["", undefined],
  ["zz", undefined],
];

for (const [word, id] of WORDS) {
  test(`suggests ${id ?? "nothing"} for “${word}”`, () => assert.equal(suggestConcept(word, taxonomy)?.id, id));
}

test("a thousand hostile words are answered quickly", () => {
  const start = performance.now();
  for (let index = 0; index < 1000; index += 1) suggestConcept(`${"segmentatoin ".repeat(20)}${index}`, taxonomy);
  assert.ok(performance.now() - start < 5000);
});

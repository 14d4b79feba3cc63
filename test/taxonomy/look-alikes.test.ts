import assert from "node:assert/strict";
import { test } from "node:test";
import { foldText, wordsOf } from "../../src/taxonomy/fold-text.ts";
import { lookAlikeWords, replaceLookAlikes } from "../../src/taxonomy/look-alikes.ts";

const REPLACED = [
  ["segment\u0430tion", "segmentation"],
  ["\u0421ell", "cell"],
  ["regi\u0455tration", "registration"],
  ["im\u03bfge", "imoge"],
  ["sy\u0578thesis", "synthesis"],
] as const;

for (const [text, plain] of REPLACED) {
  test(`reads ${text} as ${plain}`, () => {
    assert.equal(replaceLookAlikes(text).toLowerCase(), plain);
    assert.deepEqual(lookAlikeWords(`a ${text} b`), [text]);
  });
}

const KEPT = ["сегментация", "ανάλυση", "TNFα", "β-catenin", "µm", "image", ""];

for (const text of KEPT) {
  test(`leaves “${text}” as it is`, () => {
    assert.equal(replaceLookAlikes(text), text);
    assert.deepEqual(lookAlikeWords(text), []);
  });
}

test("folding takes out soft hyphens, zero-width spaces and letters of other widths", () => {
  assert.equal(foldText("seg\u00admen\u200bta\u0430tion"), "segmentaation");
  assert.deepEqual(
    wordsOf("im\u200bage ｓｅｇｍｅｎｔ").map((word) => word.folded),
    ["image", "segment"],
  );
});

test("a megabyte of mixed letters ends quickly", () => {
  const start = performance.now();
  replaceLookAlikes("a\u0430".repeat(500_000));
  assert.ok(performance.now() - start < 2000);
});

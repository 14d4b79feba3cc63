import assert from "node:assert/strict";
import { test } from "node:test";
import { foldText, foldWord, namePartsOf, wordsOf } from "../../src/taxonomy/fold-text.ts";

const SINGULARS = [
  ["Images", "image"],
  ["analyses", "analysis"],
  ["analysis", "analysis"],
  ["nuclei", "nucleus"],
  ["studies", "study"],
  ["classes", "class"],
  ["boxes", "box"],
  ["patches", "patch"],
  ["virus", "virus"],
  ["gas", "gas"],
  ["fits", "fit"],
  ["DNS", "dns"],
  ["Café", "cafe"],
  ["ﬁlters", "filter"],
] as const;

for (const [word, folded] of SINGULARS) {
  test(`folds ${word} to ${folded}`, () => assert.equal(foldWord(word), folded));
}

test("folding a folded word changes nothing more for words of the taxonomy's kind", () => {
  for (const [, folded] of SINGULARS) if (folded !== "gas" && folded !== "fit") assert.equal(foldWord(folded), folded);
});

test("folds case, accents and compatibility forms", () => {
  assert.equal(foldText("Ångström ＡＢＣ"), "angstrom abc");
});

test("tells where a sentence ends", () => {
  const words = wordsOf("Denoise images. Register them");
  assert.deepEqual(
    words.map((word) => word.isAfterBreak),
    [false, false, true, false],
  );
});

const NAMES = [
  ["OmeTiffConverter", "ome tiff converter"],
  ["ome_to-microjson", "ome to microjson"],
  ["ImageJThreshold", "image j threshold"],
  ["HDF5Reader", "hdf5 reader"],
  ["stardist2d", "stardist2 d"],
  ["x", "x"],
] as const;

for (const [name, parts] of NAMES) {
  test(`splits the name ${name} into ${parts}`, () => {
    assert.equal(
      namePartsOf(name)
        .map((part) => part.folded)
        .join(" "),
      parts,
    );
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits } from "../../src/document/text-edits.ts";

test("replaces bytes and leaves the others as they are", () => {
  assert.equal(applyEdits("a: 1\n", [{ offset: 3, length: 1, text: "25" }]), "a: 25\n");
  assert.equal(applyEdits("é: 1\r\n", [{ offset: 4, length: 1, text: "ü" }]), "é: ü\r\n");
  assert.equal(applyEdits("\uFEFF{}", [{ offset: 4, length: 0, text: '"a":1' }]), '\uFEFF{"a":1}');
  assert.equal(applyEdits("same", []), "same");
});

test("applies edits in order of place, whatever the order given", () => {
  const edits = [
    { offset: 2, length: 1, text: "3" },
    { offset: 0, length: 1, text: "1" },
  ];
  assert.equal(applyEdits("abc", edits), "1b3");
});

test("refuses edits that overlap, leave the text or cut a character in two", () => {
  const overlap = [
    { offset: 0, length: 2, text: "" },
    { offset: 1, length: 1, text: "" },
  ];
  assert.throws(() => applyEdits("abc", overlap), /overlaps/);
  assert.throws(() => applyEdits("abc", [{ offset: 2, length: 5, text: "" }]), /leaves the text/);
  assert.throws(() => applyEdits("é", [{ offset: 1, length: 0, text: "x" }]), /cuts a character/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { closestWord } from "../../src/config/closest-word.ts";

const WORDS = ["validate", "crawl", "publish", "search", "verify"];

const rows: [word: string, closest: string | undefined][] = [
  ["crawl", "crawl"],
  ["craw", "crawl"],
  ["crwal", "crawl"],
  ["CRAWL", "crawl"],
  ["validte", "validate"],
  ["verfy", "verify"],
  ["publihs", "publish"],
  ["crawlers", undefined],
  ["", undefined],
  ["zzzzz", undefined],
  ["x".repeat(100_000), undefined],
];

for (const [word, closest] of rows) {
  test(`${JSON.stringify(word.slice(0, 20))} is closest to ${closest ?? "nothing"}`, () => {
    assert.equal(closestWord(word, WORDS), closest);
  });
}

test("of two that are as close the first is taken, and without candidates there is none", () => {
  assert.equal(closestWord("cat", ["car", "can"]), "car");
  assert.equal(closestWord("cat", []), undefined);
});

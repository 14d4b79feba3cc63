import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { editDistance, suggest } from "../../src/document/suggest.ts";

const KEYS = ["name", "version", "inputs", "outputs", "images", "run"];

const ROWS: [string, string | undefined][] = [
  ["versoin", "version"],
  ["Version", "version"],
  ["input", "inputs"],
  ["imgaes", "images"],
  ["rn", "run"],
  ["xyz", undefined],
  ["description", undefined],
  ["", undefined],
  ["v".repeat(10_000), undefined],
];

for (const [word, near] of ROWS) {
  test(`"${word.slice(0, 20)}" is near to ${near ?? "nothing"}`, () => assert.equal(suggest(word, KEYS), near));
}

test("distance is a metric", () => {
  const seed = Date.now() % 1_000_000;
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      assert.equal(editDistance(a, a), 0, `seed ${seed}`);
      assert.equal(editDistance(a, b), editDistance(b, a), `seed ${seed}`);
      assert.ok(editDistance(a, c) <= editDistance(a, b) + editDistance(b, c), `seed ${seed}`);
    }),
    { seed },
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { authorsOf } from "../../src/families/authors.ts";

const ROWS: [unknown, { name: string; email?: string; orcid?: string; affiliation?: string }[]][] = [
  ["Ada Example", [{ name: "Ada Example" }]],
  [
    "Ada Example (ada@example.org), Ben Example <ben@example.org>",
    [
      { name: "Ada Example", email: "ada@example.org" },
      { name: "Ben Example", email: "ben@example.org" },
    ],
  ],
  ["Ada Example & Ben Example", [{ name: "Ada Example" }, { name: "Ben Example" }]],
  [
    "Ada Example (github.com/ada), Ben Example, and Cy Example",
    [{ name: "Ada Example" }, { name: "Ben Example" }, { name: "Cy Example" }],
  ],
  ["Example, Ada", [{ name: "Example, Ada" }]],
  ["Ada Example, PhD; Ben Example", [{ name: "Ada Example, PhD" }, { name: "Ben Example" }]],
  ["Ada Example ada@example.org", [{ name: "Ada Example", email: "ada@example.org" }]],
  ['="ada@example.org"', [{ name: "unnamed", email: "ada@example.org" }]],
  ["ada@example.org", [{ name: "unnamed", email: "ada@example.org" }]],
  ["Ada Example 0000-0002-1825-0097", [{ name: "Ada Example 0000-0002-1825-0097", orcid: "0000-0002-1825-0097" }]],
  [
    ["Ada Example", { name: "Ben Example", affiliation: "Lab" }],
    [{ name: "Ada Example" }, { name: "Ben Example", affiliation: "Lab" }],
  ],
  [[{ email: "ada@example.org" }, 7, null, []], [{ name: "7" }]],
  ["", []],
  [undefined, []],
  [{ name: ["x"] }, []],
];

for (const [written, expected] of ROWS) {
  test(`reads authors ${JSON.stringify(written)}`, () => assert.deepEqual(authorsOf(written), expected));
}

test("never more than two hundred, and in linear time", () => {
  assert.equal(authorsOf(Array.from({ length: 5_000 }, () => "Ada Example, Ben Example")).length, 200);
  for (const text of ["(".repeat(200_000), "a@".repeat(100_000), "a and ".repeat(50_000), ", ".repeat(100_000)]) {
    const before = performance.now();
    authorsOf(text);
    assert.ok(performance.now() - before < 500);
  }
});

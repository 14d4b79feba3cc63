import assert from "node:assert/strict";
import { test } from "node:test";
import { fitsPattern } from "../../src/search/match-clauses.ts";
import { parseQuery } from "../../src/search/parse-query.ts";

test("plain words need no lunr, and a hyphen inside a word is no operator", async () => {
  const query = await parseQuery("Co-registration of OME-TIFF, please!");
  assert.equal(query.clauses, undefined);
  assert.deepEqual(query.words, ["co", "registration", "of", "ome", "tiff", "please"]);
});

test("lifts phrases and facet atoms with their signs", async () => {
  const query = await parseQuery('"cell border" -"dead cells" tier:gold -license:gpl format:"ome tiff" rest');
  assert.deepEqual(query.phrases, [
    { words: ["cell", "border"], isProhibited: false },
    { words: ["dead", "cell"], isProhibited: true },
  ]);
  assert.deepEqual(query.conditions, [
    { facet: "tier", value: "gold", isProhibited: false },
    { facet: "license", value: "gpl", isProhibited: true },
    { facet: "data", value: "ome tiff", isProhibited: false },
  ]);
  assert.deepEqual(query.words, ["rest"]);
});

test("gives lunr's clauses for its operators", async () => {
  const { clauses } = await parseQuery("name:sam* +genomics -gpl fastqs~1 title:x^3");
  assert.deepEqual(clauses, [
    { words: ["sam"], presence: "optional", boost: 1, pattern: "sam*", fields: ["name"] },
    { words: ["genomic"], presence: "required", boost: 1 },
    { words: ["gpl"], presence: "prohibited", boost: 1 },
    { words: ["fastq"], presence: "optional", boost: 1, editDistance: 1 },
    { words: ["x"], presence: "optional", boost: 3, fields: ["title"] },
  ]);
});

const AS_TEXT = ["foo:bar +x", "a ~1 +b:c", "+name:", "x~a +y:z"];
for (const text of AS_TEXT) {
  test(`searches ${text} as text`, async () => {
    const query = await parseQuery(text);
    assert.ok(query.clauses === undefined || query.clauses.length > 0);
    if (query.clauses === undefined && query.notes.length > 0) assert.ok(query.words.length > 0);
  });
}

test("says that software inside images cannot be asked for yet", async () => {
  assert.match((await parseQuery("contains:numpy>=1.26")).notes.join(), /not supported yet/);
});

const PATTERNS: [text: string, pattern: string, fits: boolean][] = [
  ["samtools", "sam*", true],
  ["samtools", "*tools", true],
  ["samtools", "s*t*s", true],
  ["samtools", "*", true],
  ["", "*", true],
  ["samtools", "sam", false],
  ["samtools", "*x*", false],
  ["aaab", "*a*b", true],
];
for (const [text, pattern, fits] of PATTERNS) {
  test(`${text} ${fits ? "fits" : "does not fit"} ${pattern}`, () => assert.equal(fitsPattern(text, pattern), fits));
}

test("patterns cannot be made slow", () => {
  const start = performance.now();
  assert.equal(fitsPattern("a".repeat(5000), `${"a*".repeat(250)}b`), false);
  assert.ok(performance.now() - start < 1000);
});

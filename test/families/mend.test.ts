import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { editDistance } from "../../src/document/suggest.ts";
import { applyEdits } from "../../src/document/text-edits.ts";
import { ownMends } from "../../src/families/own/mends.ts";
import { validateOwn } from "../../src/families/own/validate.ts";
import { validateWipp } from "../../src/families/wipp/validate.ts";
import type { SchemaFault } from "../../src/model/evidence.ts";
import type { ManifestDocument } from "../../src/model/manifest-document.ts";

const document = (text: string, path = "plugin.json") => parseDocument(path, new TextEncoder().encode(text));

/** Applies all fixes of one validation. */
function mend(validate: (document: ManifestDocument) => SchemaFault[], text: string, path?: string): string {
  const edits = validate(document(text, path)).flatMap(({ fix }) => fix ?? []);
  return applyEdits(text, edits);
}

function wipp(part: string): string {
  const rest = '"name":"n","version":"1.0.0","title":"t","description":"d","containerId":"a/b:1.0.0"';
  return `{${rest},${part}}`;
}

const LISTS = '"outputs":[],"ui":[]';
const maps: [what: string, before: string, after: string][] = [
  [
    "a text that says true, in any case",
    wipp(`"inputs":[{"name":"a","type":"string","description":"d","required":"True"}],${LISTS}`),
    wipp(`"inputs":[{"name":"a","type":"string","description":"d","required":true}],${LISTS}`),
  ],
  [
    "a map of inputs on lines of their own",
    wipp(`"inputs":{\n  "a": {\n    "type": "string"\n  }\n},${LISTS}`),
    wipp(`"inputs":[\n  {\n    "name": "a",\n    "type": "string"\n  }\n],${LISTS}`),
  ],
  [
    "a map of outputs on one line",
    wipp('"inputs":[],"outputs":{"o":{"type":"collection"}},"ui":[]'),
    wipp('"inputs":[],"outputs":[{"name": "o", "type":"collection"}],"ui":[]'),
  ],
  [
    "a map of form items, keyed by the names of the inputs",
    wipp('"inputs":[],"outputs":[],"ui":{ "a": { "title": "A" }, "fieldsets": {"fieldsets": []} }'),
    wipp(
      '"inputs":[],"outputs":[],"ui":[ { "key": "inputs.a", "title": "A" }, {"key": "fieldsets", "fieldsets": []} ]',
    ),
  ],
  ["a member that is empty", wipp(`"inputs":{"a":{}},${LISTS}`), wipp(`"inputs":[{"name": "a"}],${LISTS}`)],
  [
    "a member that says its name itself",
    wipp(`"inputs":{"a":{"name":"a"}},${LISTS}`),
    wipp(`"inputs":[{"name":"a"}],${LISTS}`),
  ],
];

for (const [what, before, after] of maps) {
  test(`WIPP: ${what} is mended`, () => assert.equal(mend(validateWipp, before), after));
}

const left: [what: string, text: string][] = [
  [
    "a word that is no boolean",
    wipp(`"inputs":[{"name":"a","type":"string","description":"d","required":"yes"}],${LISTS}`),
  ],
  [
    "a boolean written with escapes",
    wipp(`"inputs":[{"name":"a","type":"string","description":"d","required":"tru\\u0065"}],${LISTS}`),
  ],
  ["a map whose member has another name", wipp(`"inputs":{"a":{"name":"b"}},${LISTS}`)],
  ["a map whose member is a text", wipp(`"inputs":{"a":"string"},${LISTS}`)],
  ["a map with a key twice", wipp(`"inputs":{"a":{},"a":{"type":"string"}},${LISTS}`)],
];

for (const [what, text] of left) {
  test(`WIPP: ${what} is left to the author`, () => assert.equal(mend(validateWipp, text), text));
}

const OWN = '"waybill":1,"name":"n","version":"1.0.0","images":[{"reference":"ghcr.io/lab/n:1.0.0"}]';
const own: [what: string, before: string, after: string, path?: string][] = [
  ["another spelling", `{${OWN},"licence":"MIT"}`, `{${OWN},"license":"MIT"}`],
  ["one author without a list", `{${OWN},"authors":{"name":"Ada"}}`, `{${OWN},"authors":[{"name":"Ada"}]}`],
  ["a key of YAML", "waybill: 1\nname: n\nlicence: MIT\n", "waybill: 1\nname: n\nlicense: MIT\n", "n.plugin.yaml"],
  [
    "one concept in YAML",
    "waybill: 1\nname: n\nconcepts: a\n",
    "waybill: 1\nname: n\nconcepts: [a]\n",
    "n.plugin.yaml",
  ],
  [
    "a right key that is there too",
    `{${OWN},"licence":"MIT","license":"MIT"}`,
    `{${OWN},"licence":"MIT","license":"MIT"}`,
  ],
  ["a key that is no known mistake", `{${OWN},"licensee":"MIT"}`, `{${OWN},"licensee":"MIT"}`],
  ["a rename that would not help", `{${OWN},"author":5}`, `{${OWN},"author":5}`],
];

for (const [what, before, after, path] of own) {
  test(`own: ${what} gives ${before === after ? "no edit" : "an edit"}`, () =>
    assert.equal(mend(validateOwn, before, path ?? "n.plugin.json"), after));
}

test("known renames are one letter apart, but for spellings of the same word", () => {
  for (const [wrong, right] of Object.entries(ownMends.renames ?? {}))
    assert.equal(editDistance(wrong, right), 1, wrong);
});

test("what does not parse, or has a key twice, gets no edit", () => {
  for (const text of [wipp(`"inputs":{},${LISTS},`), `{"containerId":"a","containerId":"b","inputs":{},"ui":{}}`]) {
    assert.deepEqual(
      validateWipp(document(text)).flatMap(({ fix }) => fix ?? []),
      [],
    );
  }
});

test("bytes outside the edits stay as they are, whatever stands between (seeds 1 to 300)", () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const text = hostileManifest(seed);
    const edits = validateWipp(document(text))
      .flatMap(({ fix }) => fix ?? [])
      .toSorted((a, b) => a.offset - b.offset);
    const before = Buffer.from(text);
    const after = Buffer.from(applyEdits(text, edits));
    let [from, to] = [0, 0];
    for (const { offset, length, text: put } of edits) {
      const kept = before.subarray(from, offset);
      assert.ok(after.subarray(to, to + kept.length).equals(kept), `seed ${seed}`);
      to += kept.length;
      assert.equal(after.subarray(to, to + Buffer.byteLength(put)).toString(), put, `seed ${seed}`);
      to += Buffer.byteLength(put);
      from = offset + length;
    }
    assert.ok(after.subarray(to).equals(before.subarray(from)), `seed ${seed}`);
    assert.ok(document(after.toString()).isParsed, `seed ${seed}: ${after.toString()}`);
  }
});

/** A manifest with faults of every kind, between white space and letters of two to four bytes. */
function hostileManifest(seed: number): string {
  let state = seed;
  const next = (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % most;
  };
  const space = () => ["", " ", "\n", "\r\n\t", "  "][next(5)] ?? "";
  const name = () => `${["a", "é", "日本", "😀", "x-y"][next(5)]}${next(1000)}`;
  const flag = () => ['"True"', '"false"', "true", '"maybe"', '"FALSE"'][next(5)] ?? "";
  const input = (extra: string) =>
    `{${space()}${extra}"type":${space()}"string","description":"${name()}",${space()}"required":${flag()}${space()}}`;
  const count = next(5);
  const isMap = next(2) === 0;
  const members = Array.from({ length: count }, () =>
    isMap ? `"${name()}":${space()}${input("")}` : input(`"name":"${name().replaceAll(/[^a-z0-9]/g, "")}",`),
  ).join(`,${space()}`);
  const inputs = isMap ? `{${space()}${members}${space()}}` : `[${members}]`;
  const mark = next(4) === 0 ? "\uFEFF" : "";
  return mark + wipp(`"inputs":${inputs},${space()}"outputs":{},"ui":[]`);
}

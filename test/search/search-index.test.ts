import assert from "node:assert/strict";
import { test } from "node:test";
import { buildIndex, loadIndex } from "../../src/search/build-index.ts";
import { ask, makeDocuments, makeIndex, namesOf } from "./invented.ts";

const index = makeIndex();

const FIRST: [query: string, name: string][] = [
  ["segment", "segment"],
  ["SEGMENT", "segment"],
  ["segment-legacy", "segment-legacy"],
  ["samtools", "samtools"],
  ["docker", "docker"],
  ["bet", "bet"],
  ["ome converter", "polus-ome-converter-plugin"],
  ["omeconverter", "polus-ome-converter-plugin"],
  ["polus/ome-converter-plugin", "polus-ome-converter-plugin"],
  ["star dist", "StarDist2D"],
  ["stardist", "StarDist2D"],
  ["cellpose", "CellposeRunner"],
  ["celpose", "CellposeRunner"],
  ["cell pose", "CellposeRunner"],
  ["cellp", "CellposeRunner"],
  ["smatools", "samtools"],
  ["samtolos", "samtools"],
  ["sextarctor", "sextractor"],
  ["radio imager", "radio_imager"],
  ["radioimager", "radio_imager"],
  ["image registration", "polus-image-registration-plugin"],
  ["tool to register images", "polus-image-registration-plugin"],
  ["stitching", "polus-montage-plugin"],
  ["anonymization", "mri-deface"],
  ["read mapping", "bwa-mem"],
  ["reads/aligner bwa-mem", "bwa-mem"],
  ["clustering", "hdbscan-cluster"],
  ["!!! bet ???", "bet"],
];

for (const [query, name] of FIRST) {
  test(`finds ${name} first for “${query}”`, async () => {
    assert.equal(namesOf(await ask(index, query))[0], name);
  });
}

test("the words image, imaging and image analysis find the same plugins", async () => {
  const sets = await Promise.all(["image", "imaging", "image analysis", "images"].map((query) => ask(index, query)));
  const [first, ...others] = sets.map((answer) => namesOf(answer).sort());
  assert.ok(first !== undefined && first.length >= 4);
  for (const other of others) assert.deepEqual(other, first);
});

test("a broader concept finds plugins of the narrower ones", async () => {
  assert.ok(namesOf(await ask(index, "image processing")).includes("apply-flatfield"));
});

test("deprecated ones come after all that are offered", async () => {
  const names = namesOf(await ask(index, "segment program"));
  assert.equal(names.at(-1), "segment-legacy");
  assert.equal(namesOf(await ask(index, "")).at(-1), "segment-legacy");
});

test("scores are not all equal", async () => {
  const scores = (await ask(index, "segment")).hits.map((hit) => hit.score);
  assert.ok(new Set(scores).size > 1);
});

test("says why a plugin was found", async () => {
  const [hit] = (await ask(index, "segment")).hits;
  assert.deepEqual(hit?.because, [
    "name: segment",
    "concept: Segmentation",
    "concept: Cell segmentation",
    "summary: cell, segment",
  ]);
});

test("words with exact hits are not widened by typos", async () => {
  assert.deepEqual(namesOf(await ask(index, "bet")), ["bet"]);
});

test("all words must match; where no plugin has all, those with some are shown and it is said", async () => {
  const all = await ask(index, "short genomes");
  assert.deepEqual([all.mode, namesOf(all)], ["all", ["bwa-mem"]]);
  const any = await ask(index, "genomes montage");
  assert.equal(any.mode, "any");
  assert.match(any.notes.join(), /some of them/);
  assert.equal(any.total, 2);
});

test("what nobody has finds nothing, filters or not", async () => {
  assert.equal((await ask(index, "zzzzqqqq")).total, 0);
  assert.equal((await ask(index, "zzzzqqqq", { mode: ["batch"] })).total, 0);
});

test("filters work without words", async () => {
  assert.deepEqual(namesOf(await ask(index, "", { mode: ["interactive"] })), ["radio_imager"]);
});

const LANGUAGE: [query: string, names: string[]][] = [
  ["name:sam*", ["samtools", "samtools-depth"]],
  ["+samtools -coverage", ["samtools"]],
  ["license:gpl", ["bwa-mem"]],
  ["license:gp", []],
  ["gpu:yes", ["CellposeRunner", "StarDist2D"]],
  ["gpu:required", ["CellposeRunner"]],
  ["operation:segmentation gpu:yes", ["CellposeRunner"]],
  [
    "operation:image-analysis -operation:segmentation name:polus*",
    ["polus-image-registration-plugin", "polus-montage-plugin"],
  ],
  ['"star convex"', ["StarDist2D"]],
  ['"convex star"', []],
  ['samtools -"with samtools"', ["samtools"]],
  ["session:notebook", ["radio_imager"]],
  ["samtoolz~1", ["samtools", "samtools-depth"]],
  ["*deface", ["mri-deface"]],
  ["montage^5 umap", ["polus-montage-plugin", "umap-embed"]],
];

for (const [query, names] of LANGUAGE) {
  test(`answers ${query}`, async () => {
    assert.deepEqual(namesOf(await ask(index, query)).sort(), [...names].sort());
  });
}

test("same documents, same bytes, whatever their order; and a copy answers the same", async () => {
  const documents = makeDocuments();
  const json = buildIndex(documents);
  assert.equal(buildIndex([...documents].reverse()), json);
  assert.deepEqual(namesOf(await ask(loadIndex(json), "segment")), namesOf(await ask(index, "segment")));
});

test("an index of a newer version is refused", () => {
  assert.throws(() => loadIndex('{"schemaVersion": 2}'), /version/);
});

test("hostile queries end quickly and never throw", async () => {
  const start = performance.now();
  const hostile = [
    "a*".repeat(5000),
    '"'.repeat(999),
    "+-+-~^*:",
    "name:",
    "x~99999",
    "x^99999999999",
    "\\",
    "__proto__:x",
    "constructor",
    "-",
    "*",
    "a b ".repeat(9999),
    "\u202e\u0000",
    "💥".repeat(500),
  ];
  for (const query of hostile) await ask(index, query);
  for (const query of hostile) await ask(index, query, { __proto__x: ["y"], constructor: ["z"] });
  assert.ok(performance.now() - start < 5000);
});

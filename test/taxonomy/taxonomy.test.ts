import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ancestorsOf, conceptOf } from "../../src/taxonomy/ancestors.ts";
import { conceptsNamed } from "../../src/taxonomy/match-phrases.ts";
import { phraseTableOf } from "../../src/taxonomy/phrase-table.ts";
import { readTaxonomy } from "../../src/taxonomy/read-taxonomy.ts";
import { taxonomy } from "../exporters/sample-catalog.ts";
import { dataPath } from "../parts/presence.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), "utf8"));

test("the taxonomy fits its schema and has at least 300 concepts in all facets", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(read("taxonomy.schema.json") as object);
  assert.ok(validate(read("taxonomy.json")), JSON.stringify(validate.errors));
  assert.ok(taxonomy.concepts.length >= 300);
  for (const facet of taxonomy.facets) assert.ok(taxonomy.concepts.some((concept) => concept.facet === facet.id));
});

test("concepts are sorted by id, and no synonym repeats its label", () => {
  const ids = taxonomy.concepts.map((concept) => concept.id);
  assert.deepEqual(ids, [...ids].sort());
  for (const { label, synonyms } of taxonomy.concepts) {
    assert.equal(new Set(synonyms).size, synonyms.length, label);
  }
});

test("ancestors are nearest first", () => {
  assert.deepEqual(ancestorsOf(taxonomy, "operation/thresholding"), [
    "operation/segmentation",
    "operation/image-analysis",
  ]);
  assert.deepEqual(ancestorsOf(taxonomy, "no/such"), []);
});

test("a cycle of parents ends", () => {
  const concept = { facet: "a", label: "x", definition: "x", synonyms: [], mappings: [] };
  const cyclic = {
    schemaVersion: 1 as const,
    version: "1.0.0",
    facets: [{ id: "a", title: "A" }],
    concepts: [
      { ...concept, id: "a/1", parent: "a/2" },
      { ...concept, id: "a/2", parent: "a/1" },
    ],
  };
  assert.deepEqual(ancestorsOf(cyclic, "a/1"), ["a/2"]);
  assert.equal(conceptOf(cyclic, "a/2")?.parent, "a/1");
});

const BROKEN: [what: string, value: unknown, message: RegExp][] = [
  ["no object", [], /must be an object/],
  ["a newer version", { schemaVersion: 2 }, /schemaVersion/],
  ["no facets", { schemaVersion: 1, version: "1.0.0" }, /facets must be a list/],
  [
    "an unknown facet",
    {
      schemaVersion: 1,
      version: "1.0.0",
      facets: [],
      concepts: [{ id: "a/b", facet: "a", label: "x", definition: "x", synonyms: [], mappings: [] }],
    },
    /unknown facet/,
  ],
  [
    "a concept broader than itself",
    {
      schemaVersion: 1,
      version: "1.0.0",
      facets: [{ id: "a", title: "A" }],
      concepts: ["b", "c"].map((name, index, names) => ({
        id: `a/${name}`,
        facet: "a",
        parent: `a/${names[1 - index]}`,
        label: "x",
        definition: "x",
        synonyms: [],
        mappings: [],
      })),
    },
    /broader than itself/,
  ],
];

for (const [what, value, message] of BROKEN) {
  test(`refuses ${what}`, () => assert.throws(() => readTaxonomy(value), message));
}

test("every concept is defined in words of its own", () => {
  const definitions = taxonomy.concepts.map((concept) => concept.definition);
  assert.equal(new Set(definitions).size, definitions.length);
  for (const { definition, label } of taxonomy.concepts) assert.match(definition, /^\p{Lu}.{7,}\.$/u, label);
});

test("words for names are those of the concept itself, and a program is no synonym", () => {
  for (const { id, label, synonyms, nameWords = [], programs = [] } of taxonomy.concepts) {
    for (const word of nameWords) assert.ok(word === label || synonyms.includes(word), `${id}: ${word}`);
    for (const program of programs) assert.ok(!synonyms.includes(program), `${id}: ${program}`);
  }
});

test("a label names its own concept", () => {
  for (const { id, label } of taxonomy.concepts) {
    const found = conceptsNamed(label, phraseTableOf(taxonomy)).map((concept) => concept.id);
    assert.ok(found.includes(id), `${label}: ${found.join(", ")}`);
  }
});

const NEURODESK =
  "bids-apps body cryo-EM data-organisation diffusion-imaging electrophysiology functional-imaging hippocampus " +
  "image-reconstruction image-registration image-segmentation machine-learning molecular-biology phase-processing " +
  "programming quality-control quantitative-imaging rodent-imaging shape-analysis spectroscopy spine statistics " +
  "structural-imaging visualization workflows";
const SKAHA = "carta contributed desktop desktop-app firefly headless notebook";

const mappings = [...new Set(taxonomy.concepts.flatMap((concept) => concept.mappings))];
const idsOf = (prefix: string): string[] =>
  mappings.filter((id) => id.startsWith(`${prefix}:`)).map((id) => id.slice(prefix.length + 1));

test("all categories of Neurodesk and all session types of skaha are mapped", () => {
  assert.deepEqual(idsOf("neurodesk").toSorted(), NEURODESK.split(" ").toSorted());
  assert.deepEqual(idsOf("skaha").toSorted(), SKAHA.split(" "));
});

test("debtags have a facet and a value, media types a type and a subtype", () => {
  assert.ok(idsOf("debtags").length >= 40);
  for (const tag of idsOf("debtags")) assert.match(tag, /^[a-z0-9-]+::[a-z0-9+:-]+$/);
  for (const type of idsOf("media-type")) assert.match(type, /^(?:application|image|text)\/[a-z0-9.+-]+$/);
});

test("every id of EDAM, EDAM Bioimaging and UAT is in the vocabulary and not obsolete there", (t) => {
  const edam = ["edamontology__edamontology", "releases", "EDAM.tsv"];
  const bioimaging = ["edamontology__edam-bioimaging", "releases", "EDAM-bioimaging.tsv"];
  const uat = dataPath(t, "corpus", "ontology", "astrothesaurus__UAT", "UAT_list.json");
  if (uat === undefined) return;
  for (const [prefix, parts] of [
    ["EDAM", edam],
    ["EDAM-bioimaging", bioimaging],
  ] as const) {
    const path = dataPath(t, "corpus", "ontology", ...parts);
    if (path === undefined) return;
    const { current, obsolete } = classesIn(readFileSync(path, "utf8"));
    assert.ok(current.size > 300 && idsOf(prefix).length > 60);
    if (prefix === "EDAM") assert.ok(obsolete.size > 1000);
    for (const id of idsOf(prefix)) assert.ok(current.has(id) && !obsolete.has(id), `${prefix}:${id}`);
  }
  const terms = JSON.parse(readFileSync(uat, "utf8")) as { uri: string }[];
  const known = new Set(terms.map((term) => term.uri.slice(term.uri.lastIndexOf("/") + 1)));
  for (const id of idsOf("UAT")) assert.ok(known.has(id), `UAT:${id}`);
});

/** Ids of the classes of an ontology written as tab-separated text; fields may stand in quotes. */
function classesIn(text: string): { current: Set<string>; obsolete: Set<string> } {
  const current = new Set<string>();
  const obsolete = new Set<string>();
  const row =
    /^"?https?:\/\/[^\t]*\/(?<id>[A-Za-z0-9_-]+)"?(?:\t(?:"(?:[^"]|"")*"|[^\t"]*)){3}\t(?<gone>TRUE|FALSE)\t/gm;
  for (const { groups } of text.matchAll(row)) {
    const set = groups?.["gone"] === "TRUE" ? obsolete : current;
    set.add(groups?.["id"] ?? "");
  }
  return { current, obsolete };
}

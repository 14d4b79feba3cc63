import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { ancestorsOf, conceptOf } from "../../src/taxonomy/ancestors.ts";
import { readTaxonomy } from "../../src/taxonomy/read-taxonomy.ts";
import { taxonomy } from "../exporters/sample-catalog.ts";
import { dataPath } from "../parts/presence.ts";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}`, import.meta.url), "utf8"));

test("the taxonomy fits its schema and has at least 40 concepts in all facets", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(read("taxonomy.schema.json") as object);
  assert.ok(validate(read("taxonomy.json")), JSON.stringify(validate.errors));
  assert.ok(taxonomy.concepts.length >= 40);
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
];

for (const [what, value, message] of BROKEN) {
  test(`refuses ${what}`, () => assert.throws(() => readTaxonomy(value), message));
}

test("every mapping is an id that its vocabulary has", (t) => {
  const edam = dataPath(t, "corpus", "ontology", "edamontology__edamontology", "releases", "EDAM.tsv");
  const bioimaging = dataPath(
    t,
    "corpus",
    "ontology",
    "edamontology__edam-bioimaging",
    "releases",
    "EDAM-bioimaging.tsv",
  );
  const uat = dataPath(t, "corpus", "ontology", "astrothesaurus__UAT", "UAT_list.json");
  if (edam === undefined || bioimaging === undefined || uat === undefined) return;
  const idsIn = (path: string, prefix: string): string[] =>
    [...readFileSync(path, "utf8").matchAll(/^"?https?:\/\/[^\t]*\/([A-Za-z0-9_]+)"?\t/gm)].map(
      (match) => `${prefix}:${match[1]}`,
    );
  const terms = JSON.parse(readFileSync(uat, "utf8")) as { uri: string }[];
  const known = new Set([
    ...idsIn(edam, "EDAM"),
    ...idsIn(bioimaging, "EDAM-bioimaging"),
    ...terms.map((term) => `UAT:${term.uri.slice(term.uri.lastIndexOf("/") + 1)}`),
  ]);
  const mappings = taxonomy.concepts.flatMap((concept) => concept.mappings).filter((id) => !id.startsWith("skaha:"));
  assert.deepEqual(
    mappings.filter((id) => !known.has(id)),
    [],
  );
});

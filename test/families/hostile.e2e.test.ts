import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "../../src/document/parse-document.ts";
import { valueAt } from "../../src/document/pointer.ts";
import { families, labelFamilies } from "../../src/families/index.ts";
import type { ManifestDocument } from "../../src/model/manifest-document.ts";
import { labeled } from "./label-config.ts";

const ROOT = join(import.meta.dirname, "../fixtures/families");
const SEED = Date.now() % 1_000_000;
console.log(`hostile.e2e.test.ts: seed ${SEED}`);

const roots = globSync(["*/*/**/*", "*/*/.*"], { cwd: ROOT, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== "plugin.json")
  .map((entry) => join(entry.parentPath, entry.name))
  .toSorted()
  .map((path) => parseDocument(path, readFileSync(path)).root);

function documentOf(root: unknown, path = "folder/x.cwl"): ManifestDocument {
  const start = { line: 1, column: 1, offset: 0 };
  return { path, text: "", syntax: "json", root, isParsed: true, faults: [], positionOf: () => start };
}

const hostileValue = fc.oneof(
  fc.anything({
    maxDepth: 3,
    maxKeys: 5,
    withNullPrototype: true,
    values: [fc.string(), fc.double(), fc.boolean(), fc.constant(null)],
  }),
  fc.constantFrom<unknown>(null, [], {}, [[]], [null], "", " ", "null", -0, 1e308, true, [[[[[[[[[[]]]]]]]]]]),
  fc.constantFrom<unknown>(
    "x".repeat(100_000),
    "(".repeat(50_000),
    "a@".repeat(30_000),
    "[".repeat(9_999),
    "1.".repeat(9_999),
  ),
  fc.constant(
    JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": 1}, "toString": []}') as unknown,
  ),
);

interface Mutation {
  at: number;
  value: unknown;
  isRemoved: boolean;
  key: string;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(400),
  value: hostileValue,
  isRemoved: fc.boolean(),
  key: fc.constantFrom(
    "",
    "__proto__",
    "constructor",
    "0",
    "a/b~c",
    "name",
    "type",
    "inputs",
    "default",
    "class",
    "$graph",
  ),
});

/** The tree with the values at some places replaced, removed or joined by a new member. */
function mutate(root: unknown, mutations: readonly Mutation[]): unknown {
  const copy: unknown = structuredClone(root);
  for (const { at, value, isRemoved, key } of mutations) {
    const places: { holder: object; key: string }[] = [];
    const walk = (holder: object): void => {
      for (const [name, inner] of Object.entries(holder)) {
        places.push({ holder, key: name });
        if (typeof inner === "object" && inner !== null && places.length < 1_000) walk(inner);
      }
    };
    if (typeof copy === "object" && copy !== null) walk(copy);
    // A parsed list has no members but its items, and no holes.
    const place = places[at % Math.max(1, places.length)];
    if (place === undefined) continue;
    if (isRemoved && Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1);
    else if (isRemoved) Reflect.deleteProperty(place.holder, place.key);
    else
      Reflect.defineProperty(place.holder, place.key, { value, enumerable: true, writable: true, configurable: true });
    if (key !== "" && !Array.isArray(place.holder))
      Reflect.defineProperty(place.holder, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}

function readAll(root: unknown): void {
  for (const row of families) {
    row.recognizes(root);
    const plugins = row.normalize(documentOf(root), { path: "a/b.cwl", repositoryName: "r" });
    for (const { plugin, places } of plugins) {
      assert.equal(typeof plugin.name, "string");
      assert.ok(plugin.name.length > 0 && plugin.name.length <= 1_000);
      assert.ok(plugin.parameters.length <= 2_000);
      assert.ok(JSON.stringify(plugin).length < 4_000_000);
      for (const pointer of Object.values(places)) assert.notEqual(valueAt(root, pointer), undefined, pointer);
    }
    assert.ok(row.validate(documentOf(root)).length <= 600);
  }
  assert.equal(Reflect.get({}, "polluted"), undefined);
}

test("no value of any type anywhere makes a family throw", () => {
  const property = fc.property(
    fc.constantFrom(...roots),
    fc.array(mutation, { minLength: 1, maxLength: 6 }),
    (root, mutations) => readAll(mutate(root, mutations)),
  );
  fc.assert(property, { seed: SEED, numRuns: 200 });
});

test("roots that are no objects belong to no family and hold no plugin", () => {
  for (const root of [undefined, null, 0, "", "text", true, [], [{ class: "CommandLineTool" }]]) {
    for (const row of families) {
      assert.equal(row.recognizes(root), false, row.id);
      assert.deepEqual(row.normalize(documentOf(root), { path: "x", repositoryName: "r" }), [], row.id);
    }
  }
});

test("labels of any text give a record or none", () => {
  const keys = fc.constantFrom(
    ...["name", "version", "maintainer", "software", "software.version", "about.tags", "authorization", "__proto__"],
    ...[
      "ca.nrc.cadc.skaha.type",
      "org.opencontainers.image.title",
      "org.label-schema.name",
      "io.openshift.expose-services",
    ],
  );
  const texts = fc.oneof(
    fc.string(),
    fc.constantFrom("x".repeat(100_000), "a@b.c, ".repeat(10_000), "$X", "../../", "<script>"),
  );
  const property = fc.property(fc.array(fc.tuple(keys, texts)), fc.array(fc.string()), (labels, exposedPorts) => {
    for (const row of labelFamilies) {
      const plugins = row.normalizeConfig(labeled(Object.fromEntries(labels), { exposedPorts }));
      assert.equal(plugins.length > 0, row.recognizesLabels(Object.fromEntries(labels)));
      assert.ok(JSON.stringify(plugins).length < 200_000);
    }
  });
  fc.assert(property, { seed: SEED, numRuns: 200 });
});

test("manifests as large as one may be are read in less than a second", () => {
  const distinct = Array.from({ length: 24_000 }, (_, number) => ({ n: number }));
  const texts = Array.from({ length: 60_000 }, (_, number) => String(number));
  const deep = parseDocument("x.json", Buffer.from(`${'{"inputs":['.repeat(90)}1${"]}".repeat(90)}`)).root;
  const bodies: Record<string, unknown>[] = [
    { inputs: distinct, outputs: distinct, ui: distinct },
    { inputs: texts, outputs: texts, ui: texts },
    { inputs: [{ "value-key": "x", "value-choices": texts }], groups: distinct, tests: distinct, tags: texts },
    { inputs: Object.fromEntries(texts.map((text) => [text, {}])), outputs: {} },
    { inputs: deep, outputs: deep, requirements: deep, steps: deep, ext: deep },
  ];
  const heads = {
    ...{ waybill: 1, containerId: "x", specVersion: "1", container: "x", class: "Workflow", cwlVersion: "v1.2" },
    ...{ "command-line": "x", "schema-version": "0.5", name: "x", version: "1" },
  };
  for (const body of bodies) {
    for (const row of families) {
      const root = { ...heads, ...body };
      row.validate(documentOf({ ...heads, inputs: [] })); // compiles the schema
      const before = performance.now();
      row.normalize(documentOf(root), { path: "x", repositoryName: "r" });
      row.validate(documentOf(root));
      const tookMs = performance.now() - before;
      assert.ok(tookMs < 1_000, `${row.id} ${Object.keys(body).join()} took ${Math.round(tookMs)} ms`);
    }
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { exporters } from "../../src/exporters/index.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import { makeContext, publishAll } from "../index-site/serve-site.ts";
import { known, makeCatalog, makeEntry, makeHostileEntry, makePlugin } from "./sample-catalog.ts";

const context = makeContext({ assets: { "client.js": "1", "style.css": "2", "../evil.js": "3", "x.html": "4" } });

/** The same catalog with every list of records in another order. */
function shuffled(catalog: Catalog, seed: number): Catalog {
  const order = <T>(list: readonly T[]): T[] => {
    const keyed = list.map((item, place) => ({ item, key: Math.imul(place + 1, seed) >>> 0 }));
    return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
  };
  const repositories = order(catalog.repositories).map((record) => ({ ...record, entries: order(record.entries) }));
  return { ...catalog, repositories, images: order(catalog.images), history: order(catalog.history) };
}

test("same catalog, same bytes, whatever the order of its records", (t) => {
  const expected = [...publishAll(makeCatalog([makeHostileEntry()]), context)];
  for (const seed of [2_654_435_761, 40_503, Math.floor(Math.random() * 2 ** 31) | 1]) {
    t.diagnostic(`seed ${seed}`);
    assert.deepEqual([...publishAll(shuffled(makeCatalog([makeHostileEntry()]), seed), context)], expected);
  }
});

test("publishing leaves the catalog as it was", () => {
  const catalog = makeCatalog([makeHostileEntry()]);
  const before = JSON.stringify(catalog);
  publishAll(catalog, context);
  assert.equal(JSON.stringify(catalog), before);
});

test("no two exporters write the same file, and every path is plain", () => {
  const catalog = makeCatalog([makeHostileEntry()]);
  const paths = exporters.flatMap((exporter) => [...exporter.files(catalog, context)].map((file) => file.path));
  assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, paths.length);
  for (const path of paths) assert.match(path, /^[A-Za-z0-9][A-Za-z0-9._/-]*$/);
  for (const path of paths) assert.doesNotMatch(path, /\.\.|\/\//);
});

test("the API is JSON with sorted keys and one newline at the end", () => {
  for (const [path, text] of publishAll(makeCatalog(), context)) {
    if (!path.startsWith("api/")) continue;
    assert.ok(text.endsWith("}\n") || text.endsWith("]\n"), path);
    const keys = Object.keys(JSON.parse(text));
    assert.deepEqual(keys, [...keys].sort(), path);
  }
});

test("authors lose their e-mail and what looks like one in their name; contact stays", () => {
  const plugin = makePlugin({
    name: "x",
    contact: "help@lab.example",
    authors: [{ name: "Ada (ada@lab.example)", email: "ada@lab.example" }, { name: "bob@lab.example" }],
    ext: { note: "write to ada@lab.example" },
    packages: ["pkg:pypi/numpy@1.2.dev"],
  });
  const files = publishAll(makeCatalog([makeEntry("a/b", "a-b", known(plugin))]), context);
  const published = JSON.parse(files.get("api/v1/entries/a-b.json") ?? "").plugin.value;
  assert.deepEqual(published.authors, [{ name: "Ada" }, { name: "(name withheld)" }]);
  assert.equal(published.contact, "help@lab.example");
  assert.equal(published.ext.note, "write to (address withheld)");
  assert.deepEqual(published.packages, plugin.packages);
});

test("former addresses lead to the present one, unless somebody else has them now", () => {
  const entry = makeEntry("new/name", "new-name", known(makePlugin({ name: "moved" })));
  entry.repository.formerNames = ["github.com/old/name", "github.com/lab/plugins"];
  const slugs: Record<string, string> = { "github.com/old/name//new-name.plugin.json": "old-name" };
  const slugOf = (id: string): string => slugs[id] ?? "lab-segment";
  const files = publishAll(makeCatalog([entry]), { ...context, slugOf });
  assert.match(files.get("p/old-name/index.html") ?? "", /url=\.\.\/new-name\//);
  assert.match(files.get("p/lab-segment/index.html") ?? "", /Segment cells/);
});

const UNSAFE = ["../up", "a/b", "", ".hidden", "a b", "x".repeat(300), "CON\u0000"];
for (const slug of UNSAFE) {
  test(`refuses the slug ${JSON.stringify(slug).slice(0, 30)}`, () => {
    const catalog = makeCatalog([makeEntry("a/b", slug, known(makePlugin({ name: "x" })))]);
    assert.throws(() => publishAll(catalog, context), /slug/);
  });
}

test("an empty catalog is published as empty pages", () => {
  const catalog = { ...makeCatalog(), repositories: [], images: [], history: [] };
  const files = publishAll(catalog, context);
  assert.match(files.get("index.html") ?? "", /0 plugins/);
  assert.deepEqual(JSON.parse(files.get("api/v1/index.json") ?? "").plugins, []);
});

test("more than 200 plugins are listed on further pages", () => {
  const many = Array.from({ length: 450 }, (_, place) =>
    makeEntry("many/tools", `many-${place}`, known(makePlugin({ name: `tool ${place}` })), { images: [] }),
  );
  const files = publishAll(makeCatalog(many), context);
  assert.match(files.get("index.html") ?? "", /href="list\/2\/"/);
  assert.match(files.get("list/3/index.html") ?? "", /Plugins 401 to 456 of 456/);
  assert.equal(files.has("list/4/index.html"), false);
  const listed = ["index.html", "list/2/index.html", "list/3/index.html"].flatMap((path) => [
    ...(files.get(path) ?? "").matchAll(/class="result[" ]/g),
  ]);
  assert.equal(listed.length, 456);
});

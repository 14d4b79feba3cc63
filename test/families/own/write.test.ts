import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { own } from "../../../src/families/own/index.ts";
import { writeOwnManifest } from "../../../src/families/own/write.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { FULL } from "./full-record.ts";
import { sayable } from "./sayable.ts";

const SEED = Date.now() % 1_000_000;
console.log(`families/own/write.test.ts: seed ${SEED}`);

function read(manifest: unknown): Plugin {
  const document = parseDocument("x.plugin.json", Buffer.from(JSON.stringify(manifest)));
  assert.deepEqual(own.validate(document), []);
  const [only] = own.normalize(document, { path: "x.plugin.json", repositoryName: "r" });
  assert.ok(only !== undefined);
  return only.plugin;
}

/** Every property that the schema names, as paths. */
function schemaPaths(schema: unknown, path = ""): string[] {
  const { properties, items } = Object(schema);
  const inner = items === undefined ? [] : schemaPaths(items, path);
  const members = Object.entries(Object(properties)).flatMap(([name, value]) => [
    `${path}/${name}`,
    ...schemaPaths(value, `${path}/${name}`),
  ]);
  return [...inner, ...members];
}

/** Every member of a value, as paths without list positions. */
function valuePaths(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuePaths(item, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [`${path}/${name}`, ...valuePaths(inner, `${path}/${name}`)]);
}

test("the full manifest names every field of the schema", () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../schemas/plugin-manifest.schema.json"), "utf8"),
  );
  const said = new Set(valuePaths(FULL));
  // What our manifest may say and is never written: an editor's help, and addresses of persons.
  const unsaid = schemaPaths(schema).filter((path) => !said.has(path));
  assert.deepEqual(unsaid.sort(), [
    "/$schema",
    "/authors/email",
    "/outputs/description",
    "/outputs/flag",
    "/outputs/formats/edam",
    "/outputs/formats/mediaType",
    "/outputs/formats/name",
    "/outputs/group",
    "/outputs/items",
    "/outputs/label",
    "/outputs/list",
    "/outputs/order",
  ]);
});

test("a full record is written as it was read", () => {
  assert.deepEqual(writeOwnManifest(read(FULL)), FULL);
});

test("no field of the full record gets lost on the way in", () => {
  const plugin = read(FULL);
  assert.equal(plugin.run.saveIntermediate, true);
  assert.equal(plugin.images.length, 4);
  assert.equal(plugin.profiles[0]?.gpuMiB, 900);
  assert.equal(plugin.parameters.find(({ key }) => key === "diameter")?.unit, "µm");
  assert.equal(plugin.deprecated?.replacedBy, "fuller");
});

/** A manifest with some of the full one's fields, at the root and below. */
const partial: fc.Arbitrary<Record<string, unknown>> = fc
  .array(fc.constantFrom(...valuePaths(FULL)), { maxLength: 40 })
  .map((dropped) => {
    const { waybill, name, version, images } = FULL;
    const pruned = prune(FULL, new Set(dropped), "");
    return { waybill, name, version, images, ...Object(pruned) };
  });

const REQUIRED =
  /\/(?:waybill|name|version|images|reference|rel|url|kind|port|rule|path|access|purpose|key|type|label|recipe|doi)$/;

function prune(value: unknown, dropped: ReadonlySet<string>, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => prune(item, dropped, path));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => {
    const at = `${path}/${name}`;
    return REQUIRED.test(at) || !dropped.has(at);
  });
  return Object.fromEntries(kept.map(([name, inner]) => [name, prune(inner, dropped, `${path}/${name}`)]));
}

test("normalize(write(plugin)) is the plugin, for any part of the full record", () => {
  const property = fc.property(partial, (manifest) => {
    const document = parseDocument("x.plugin.json", Buffer.from(JSON.stringify(manifest)));
    fc.pre(own.validate(document).length === 0);
    const plugin = read(manifest);
    assert.deepEqual(sayable(read(writeOwnManifest(plugin))), sayable(plugin));
  });
  fc.assert(property, { seed: SEED, numRuns: 300 });
});

test("addresses of authors and values of secrets are never written", () => {
  const plugin = read({
    ...FULL,
    authors: [{ name: "Ada", email: "ada@example.org" }],
    inputs: [
      { key: "password", type: "string", default: "hunter2", choices: ["hunter2"] },
      { key: "pin", type: "string", secret: true, default: "hunter2" },
    ],
    tests: [{ name: "t", inputs: { password: "hunter2", pin: "hunter2", other: 1 } }],
  });
  const text = JSON.stringify(writeOwnManifest(plugin));
  assert.doesNotMatch(text, /ada@example|hunter2/);
  assert.match(text, /"other":1/);
  assert.match(text, /help@example\.org/, "contact is meant to be shown");
});

const odd: [what: string, change: Partial<Plugin>, expected: Record<string, unknown>][] = [
  ["a summary of a page", { summary: "x".repeat(301) }, { summary: undefined }],
  ["a release day with a time", { released: "2024-05-06T07:08:09Z" }, { released: "2024-05-06" }],
  ["a release day in words", { released: "May 2024" }, { released: undefined }],
  ["a link without scheme", { links: [{ rel: "docs", url: "example.org" }] }, { links: undefined }],
  ["a purl that is none", { packages: ["numpy"] }, { packages: undefined }],
  ["an SPDX id beside the words", { license: { raw: "GPL v3", spdx: "GPL-3.0-only" } }, { license: "GPL-3.0-only" }],
  ["an image of labels only", { kind: "image" }, { kind: "environment" }],
  ["hardware of nothing", { hardware: { memoryMiB: 0 } }, { hardware: undefined }],
  ["an unknown mode", { run: { mode: "unknown", ports: [], mounts: [] } }, { run: undefined }],
  ["a bare deprecation", { deprecated: {} }, { deprecated: {} }],
];

for (const [what, change, expected] of odd) {
  test(`${what} is written as the schema wants it`, () => {
    const manifest = writeOwnManifest({ ...read(FULL), ...change });
    for (const [field, value] of Object.entries(expected)) assert.deepEqual(manifest[field], value);
    read(manifest);
  });
}

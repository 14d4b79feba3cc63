import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import { catalogFiles, writeCatalog } from "../../src/catalog/write-catalog.ts";
import { exporters } from "../../src/exporters/index.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { catalogFaults } from "../commands/read-catalog-faults.ts";
import { readTree } from "../commands/read-tree.ts";
import { runHere } from "../commands/run-here.ts";

const FIXTURES = join(import.meta.dirname, "..", "fixtures", "catalog");
const KEPT = join(FIXTURES, "schema-1");

function copyKept(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-kept-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(KEPT, join(folder, "catalog"), { recursive: true });
  return folder;
}

test("a catalog of every schemaVersion there ever was is kept", () => {
  assert.deepEqual(readdirSync(FIXTURES), ["schema-1"]);
});

test("the kept catalog opens, whole", () => {
  const catalog = readCatalog(KEPT);
  assert.ok(catalog);
  const entries = catalog.repositories.flatMap((record) => record.entries);
  assert.deepEqual(catalog.header.counts, {
    repositories: catalog.repositories.length,
    entries: entries.filter(({ status }) => status !== "gone").length,
    images: catalog.images.length,
    gone: entries.filter(({ status }) => status === "gone").length,
  });
  assert.ok(entries.length >= 12 && catalog.images.length >= 8 && catalog.history.length > 0);
});

test("the kept catalog is what our JSON Schemas describe", () => {
  assert.deepEqual(catalogFaults(KEPT), []);
});

test("the kept catalog is written back byte for byte", (t) => {
  const folder = join(copyKept(t), "catalog");
  const catalog = readCatalog(folder);
  assert.ok(catalog);
  for (const [path, text] of catalogFiles(catalog)) {
    assert.equal(text, readFileSync(join(KEPT, path), "utf8"), path);
  }
  assert.equal(writeCatalog(folder, catalog), 0);
  assert.deepEqual(readTree(folder), readTree(KEPT));
});

test("the kept catalog is published by every exporter, twice the same", async (t) => {
  const folder = copyKept(t);
  const published = [];
  for (const name of ["one", "two"]) {
    const outcome = await runHere(["publish", "--index", folder, "--output", join(folder, name), "--json"]);
    assert.equal(outcome.exit, 0, outcome.stderr);
    published.push(readTree(join(folder, name)));
  }
  assert.deepEqual(published[0], published[1]);
  const paths = Object.keys(published[0] ?? {});
  for (const part of ["api/v1/", "index.html", "p/", "i/", "SHA256SUMS"]) {
    assert.ok(
      paths.some((path) => path.startsWith(part)),
      part,
    );
  }
  assert.ok(exporters.length >= 3);
});

const newer: [file: string, change: (text: string) => string][] = [
  ["catalog.json", (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 2')],
  [
    "repositories/github.com/lab/plugins.json",
    (text) => text.replace(/\n "schemaVersion": 1/, '\n "schemaVersion": 2'),
  ],
  ["history.ndjson", (text) => text.replace('"schemaVersion":1', '"schemaVersion":2')],
  ["held.json", () => '{"schemaVersion":2}\n'],
];

for (const [file, change] of newer) {
  test(`${file} of schemaVersion 2 is refused in one line, and nothing is changed`, async (t) => {
    const folder = copyKept(t);
    const path = join(folder, "catalog", file);
    const text = file === "held.json" ? "" : readFileSync(path, "utf8");
    writeFileSync(path, change(text));
    assert.notEqual(readFileSync(path, "utf8"), text);
    const before = readTree(folder);
    for (const verb of ["publish", "search"]) {
      const outcome = await runHere([verb, "--index", folder]);
      assert.equal(outcome.exit, 2, outcome.stdout);
      assert.match(
        outcome.stderr,
        /^waybill: catalog-newer: [^\n]*schemaVersion 2, this Waybill reads up to 1[^\n]*\n$/,
      );
    }
    assert.deepEqual(readTree(folder), before);
  });
}

const damaged: [what: string, file: string, text: string][] = [
  ["cut", "catalog.json", '{"schemaVersion": 1, "asOf'],
  ["no object", "catalog.json", "[]"],
  ["without a version", "history.ndjson", '{"at":"x"}\n'],
  ["another file of Git", "catalog.json", "<<<<<<< HEAD\n"],
];

for (const [what, file, text] of damaged) {
  test(`${file} that is ${what} is damaged, and says which file`, (t) => {
    const folder = join(copyKept(t), "catalog");
    writeFileSync(join(folder, file), text);
    assert.throws(
      () => readCatalog(folder),
      (error) => error instanceof WaybillError && error.code === "catalog-damaged" && error.message.includes(file),
    );
  });
}

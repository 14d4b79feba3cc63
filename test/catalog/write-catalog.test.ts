import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { emptyCatalog, readCatalog } from "../../src/catalog/read-catalog.ts";
import { updateCatalog } from "../../src/catalog/update-catalog.ts";
import { catalogFiles, writeCatalog } from "../../src/catalog/write-catalog.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { makeImage, makeObservation, makeObserved, makeRepository } from "./build-run.ts";

const DAY = "2026-01-01T00:00:00.000Z";

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-catalog-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function makeCatalog(...names: string[]): Catalog {
  const repositories = names.map((name) => ({
    repository: makeRepository(name),
    entries: [makeObserved("a.plugin.json", DAY)],
  }));
  const images = [makeImage("a", "ghcr.io/lab/a:1", DAY)];
  return updateCatalog(emptyCatalog("waybill/test", DAY), makeObservation(DAY, { repositories, images }), 5).catalog;
}

test("what is written is what is read, and writing it again changes no file", (t) => {
  const folder = makeFolder(t);
  const catalog = makeCatalog("r1", "r2");
  assert.equal(writeCatalog(folder, catalog), 5);
  assert.deepEqual(readCatalog(folder), catalog);
  assert.equal(writeCatalog(folder, catalog), 0);
});

test("files of repositories that left are removed, files of others stay", (t) => {
  const folder = makeFolder(t);
  writeCatalog(folder, makeCatalog("r1", "r2"));
  writeFileSync(join(folder, "README.md"), "mine");
  writeCatalog(folder, makeCatalog("r1"));
  assert.deepEqual(readdirSync(join(folder, "repositories/github.com/lab")), ["r1.json"]);
  assert.equal(readFileSync(join(folder, "README.md"), "utf8"), "mine");
});

test("a folder without a catalog reads as none", (t) => {
  assert.equal(readCatalog(makeFolder(t)), undefined);
});

for (const file of ["catalog.json", "repositories/github.com/lab/r1.json", "history.ndjson"]) {
  test(`a newer schemaVersion in ${file} is refused in one line and nothing is changed`, (t) => {
    const folder = makeFolder(t);
    writeCatalog(folder, makeCatalog("r1"));
    const path = join(folder, file);
    const text = readFileSync(path, "utf8").replace(/"schemaVersion": ?1/g, '"schemaVersion":2');
    writeFileSync(path, text);
    assert.throws(
      () => readCatalog(folder),
      (error: unknown) =>
        error instanceof WaybillError && error.code === "catalog-newer" && !error.message.includes("\n"),
    );
    assert.equal(readFileSync(path, "utf8"), text);
  });
}

test("a file that is no JSON is called damaged by name", (t) => {
  const folder = makeFolder(t);
  writeCatalog(folder, makeCatalog("r1"));
  writeFileSync(join(folder, "repositories/github.com/lab/r1.json"), "{");
  assert.throws(() => readCatalog(folder), /r1\.json is not JSON/);
});

test("a stage without its journal never happened, and the next writer clears it", (t) => {
  const folder = makeFolder(t);
  writeCatalog(folder, makeCatalog("r1"));
  mkdirSync(join(folder, ".stage-half"));
  writeFileSync(join(folder, ".stage-half", "half"), "{");
  assert.deepEqual(readCatalog(folder), makeCatalog("r1"));
  writeCatalog(folder, makeCatalog("r2"));
  assert.equal(existsSync(join(folder, ".stage-half")), false);
});

test("a journal that was written is read as done, moves that were made already included, and then completed", (t) => {
  const folder = makeFolder(t);
  writeCatalog(folder, makeCatalog("r1"));
  const files = catalogFiles(makeCatalog("r2"));
  mkdirSync(join(folder, ".stage-x"));
  const writes: Record<string, string> = {};
  for (const [index, [path, text]] of [...files].entries()) {
    writes[path] = sha256(text);
    const isMoved = index === 0;
    writeFileSync(isMoved ? join(folder, path) : join(folder, ".stage-x", sha256(path)), text);
  }
  const removals = ["repositories/github.com/lab/r1.json"];
  writeFileSync(join(folder, ".journal.json"), JSON.stringify({ stage: ".stage-x", writes, removals }));
  assert.deepEqual(readCatalog(folder), makeCatalog("r2"));
  assert.equal(existsSync(join(folder, ".journal.json")), true);
  writeCatalog(folder, makeCatalog("r2"));
  assert.deepEqual(readdirSync(folder).sort(), ["catalog.json", "history.ndjson", "images", "repositories"]);
  assert.deepEqual(readCatalog(folder), makeCatalog("r2"));
});

test("staged bytes that are not those of the journal stop the writer", (t) => {
  const folder = makeFolder(t);
  writeCatalog(folder, makeCatalog("r1"));
  mkdirSync(join(folder, ".stage-x"));
  writeFileSync(join(folder, ".stage-x", sha256("catalog.json")), "{");
  const writes = { "catalog.json": sha256("{}") };
  writeFileSync(join(folder, ".journal.json"), JSON.stringify({ stage: ".stage-x", writes, removals: [] }));
  assert.throws(() => writeCatalog(folder, makeCatalog("r1")), /was cut while it was staged/);
});

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

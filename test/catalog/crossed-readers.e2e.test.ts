import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readCatalog } from "../../src/catalog/read-catalog.ts";

test("readers beside a writer always see entries and images that belong together", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-crossed-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const writer = spawn(process.execPath, [join(import.meta.dirname, "write-many.ts"), folder, "200"], {
    stdio: "inherit",
  });
  let reads = 0;
  const ended = new Promise<number | null>((done) => writer.once("close", done));
  let isRunning = true;
  void ended.then(() => {
    isRunning = false;
  });
  while (isRunning) {
    const catalog = readCatalog(folder);
    reads += 1;
    const named = catalog?.repositories.flatMap(({ entries }) => entries).flatMap(({ images }) => images) ?? [];
    const digests = named.map(({ digest }) => (digest.outcome === "known" ? digest.value : "none"));
    assert.deepEqual(catalog?.images.map(({ digest }) => digest) ?? [], digests);
    await new Promise((done) => setImmediate(done));
  }
  assert.equal(await ended, 0);
  t.diagnostic(`${reads} reads beside 200 writes`);
});

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildSite } from "../../scripts/build-site.ts";

const DIST = resolve(import.meta.dirname, "../../index-site/dist");

test("the committed client files are what the sources build to, and small", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-site-"));
  t.after(() => rmSync(folder, { recursive: true }));
  await buildSite(folder);
  assert.deepEqual(readdirSync(folder).sort(), readdirSync(DIST).sort());
  for (const name of readdirSync(folder)) {
    assert.equal(
      readFileSync(join(folder, name), "utf8"),
      readFileSync(join(DIST, name), "utf8"),
      `${name}: run scripts/build-site.ts`,
    );
  }
  assert.ok(gzipSync(readFileSync(join(DIST, "client.js"))).length < 20_000);
});

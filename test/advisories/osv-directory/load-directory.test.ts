import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { openAdvisories } from "../../../src/advisories/index.ts";
import { DEFAULT_DIRECTORY_LIMITS, loadDirectory } from "../../../src/advisories/osv-directory/load-directory.ts";
import { queryDirectory } from "../../../src/advisories/osv-directory/query-directory.ts";
import type { Component } from "../../../src/model/scan.ts";

const NUMPY: Component = {
  ecosystem: "PyPI",
  name: "numpy",
  version: "1",
  purl: "pkg:pypi/numpy@1",
  foundAt: "x",
  layer: "sha256:01",
};

function record(id: string, modified = "2024-01-01T00:00:00Z"): string {
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }];
  return JSON.stringify({ id, modified, affected: [{ package: { ecosystem: "PyPI", name: "numpy" }, ranges }] });
}

function makeFolder(t: TestContext, files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-osv-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("reads folders below, other files not, and the newest date", async (t) => {
  const folder = makeFolder(t, {
    "b/X-2.json": record("X-2", "2024-05-01T00:00:00Z"),
    "a/deep/X-1.json": record("X-1"),
    "readme.md": "x",
    "X-3.json": JSON.stringify({
      ...JSON.parse(record("X-3", "2025-01-01T00:00:00Z")),
      withdrawn: "2025-01-01T00:00:00Z",
    }),
  });
  const loaded = await loadDirectory(folder, DEFAULT_DIRECTORY_LIMITS);
  assert.deepEqual([loaded.records, loaded.withdrawn, loaded.refused, loaded.asOf], [2, 1, [], "2024-05-01T00:00:00Z"]);
});

test("refuses one by one and uses the rest", async (t) => {
  const folder = makeFolder(t, {
    "broken.json": "{",
    "deep.json": "[".repeat(500_000),
    "large.json": `"${"x".repeat(5000)}"`,
    "list.json": "[]",
    "ok.json": record("X-1"),
    "proto.json": '{"__proto__": {"id": "X-9"}}',
  });
  const loaded = await loadDirectory(folder, { ...DEFAULT_DIRECTORY_LIMITS, maxFileBytes: 1_000_000 });
  assert.equal(loaded.records, 1);
  assert.deepEqual(loaded.refused, [
    { file: "broken.json", reason: "not JSON" },
    { file: "deep.json", reason: "not JSON" },
    { file: "large.json", reason: `the record: expected an object, got "${"x".repeat(79)}…` },
    { file: "list.json", reason: "the record: expected an object, got []" },
    { file: "proto.json", reason: "id: expected a string, got nothing" },
  ]);
});

test("keeps to its limits, and says where it stopped", async (t) => {
  const folder = makeFolder(t, {
    "a.json": record("A"),
    "b/c/d.json": record("D"),
    "e.json": record("E"),
    "f.json": record("F"),
  });
  const loaded = await loadDirectory(folder, { maxFiles: 2, maxDepth: 2, maxFileBytes: 1000 });
  assert.equal(loaded.records, 2);
  assert.deepEqual(
    loaded.refused.map(({ file }) => file),
    ["b/c", "f.json"],
  );
  const small = await loadDirectory(folder, { maxFiles: 9, maxDepth: 9, maxFileBytes: 10 });
  assert.deepEqual(new Set(small.refused.map(({ reason }) => reason)), new Set(["larger than 10 bytes"]));
});

test("does not follow links", async (t) => {
  const outside = makeFolder(t, { "X-1.json": record("X-1") });
  const folder = makeFolder(t, { "X-2.json": record("X-2") });
  symlinkSync(outside, join(folder, "folder"));
  symlinkSync(join(outside, "X-1.json"), join(folder, "X-1.json"));
  symlinkSync(folder, join(folder, "loop"));
  assert.equal((await loadDirectory(folder, DEFAULT_DIRECTORY_LIMITS)).records, 1);
});

test("an answer from a mirror with refused files is incomplete", async (t) => {
  const folder = makeFolder(t, { "bad.json": "{", "ok.json": record("X-1") });
  const answer = await queryDirectory(folder).query([NUMPY]);
  assert.deepEqual(answer.incomplete, ["advisory bad.json was refused: not JSON"]);
  assert.equal(answer.vulnerabilities.length, 1);
});

test("a folder that is not there answers incomplete, and is asked again", async (t) => {
  const folder = join(makeFolder(t, {}), "later");
  const source = queryDirectory(folder);
  const first = await source.query([NUMPY]);
  assert.deepEqual([first.ecosystems, first.incomplete.length], [[], 1]);
  mkdirSync(folder);
  writeFileSync(join(folder, "X-1.json"), record("X-1"));
  assert.equal((await source.query([NUMPY])).vulnerabilities.length, 1);
});

test("names ecosystems it has advisories of and can compare versions of", async (t) => {
  const alpine = JSON.stringify({
    id: "A-1",
    modified: "2024-01-01T00:00:00Z",
    affected: [{ package: { ecosystem: "Alpine:v3.18", name: "x" } }],
  });
  const ubuntu = JSON.stringify({
    id: "U-1",
    modified: "2024-01-01T00:00:00Z",
    affected: [{ package: { ecosystem: "Ubuntu:22.04:LTS", name: "x" } }],
  });
  const folder = makeFolder(t, { "a.json": alpine, "u.json": ubuntu });
  const { ecosystems } = await queryDirectory(folder).query([{ ...NUMPY, ecosystem: "Ubuntu:22.04" }]);
  assert.deepEqual(ecosystems, ["Ubuntu:22.04", "Ubuntu:22.04:LTS"]);
});

test("refuses settings that no source knows", () => {
  assert.throws(() => openAdvisories({ kind: "nvd" }), /"nvd" is not one of osv-directory/);
  assert.throws(() => openAdvisories({ kind: "osv-directory" }), /need a path/);
});

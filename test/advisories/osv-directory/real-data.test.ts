import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { queryFor } from "../../../src/advisories/osv/advisory-index.ts";
import { judgeVersion } from "../../../src/advisories/osv/judge-version.ts";
import { matchComponents } from "../../../src/advisories/osv/match-components.ts";
import { DEFAULT_DIRECTORY_LIMITS, loadDirectory } from "../../../src/advisories/osv-directory/load-directory.ts";
import { readExploited } from "../../../src/advisories/osv-directory/read-exploited.ts";
import type { Component } from "../../../src/model/scan.ts";
import { dpkgStatus } from "../../../src/scanners/native/evidence/dpkg-status.ts";
import { dataPath } from "../../parts/presence.ts";

const loads = new Map<string, ReturnType<typeof loadDirectory>>();

/** One read of a folder for all tests here. */
function load(folder: string): ReturnType<typeof loadDirectory> {
  const known = loads.get(folder) ?? loadDirectory(folder, DEFAULT_DIRECTORY_LIMITS);
  loads.set(folder, known);
  return known;
}

function componentOf(ecosystem: string, name: string, version: string): Component {
  return { ecosystem, name, version, purl: `pkg:x/${name}@${version}`, foundAt: "x", layer: "sha256:01" };
}

function readStatus(path: string): Component[] {
  const { evidence } = dpkgStatus.read("var/lib/dpkg/status", readFileSync(path));
  assert.equal(evidence.kind, "packages");
  if (evidence.kind !== "packages") return [];
  return evidence.packages.map(({ name, version, source }) => ({
    ...componentOf("Debian:11", name, version),
    ...(source ? { sourcePackage: source } : {}),
  }));
}

test("loads every real record, leaves out those withdrawn", async (t) => {
  const folder = dataPath(t, "advisories", "osv");
  if (folder === undefined) return;
  const loaded = await load(folder);
  assert.deepEqual([loaded.records, loaded.withdrawn, loaded.refused], [3138, 9, []]);
  assert.equal(loaded.asOf, "2026-08-21T21:14:18.508Z");
});

test("refuses every invalid record, each with its reason", async (t) => {
  const folder = dataPath(t, "advisories", "osv-invalid");
  if (folder === undefined) return;
  const { records, refused } = await load(folder);
  assert.equal(records, 0);
  assert.deepEqual(
    refused.map(({ file }) => file),
    readdirSync(folder).sort(),
  );
  for (const { reason } of refused) assert.match(reason, /^[\w.[\]]+: .{10,}/);
});

test("counts holes, not records: tensorflow 198, notebook 2, pillow 4", async (t) => {
  const folder = dataPath(t, "advisories", "osv");
  if (folder === undefined) return;
  const { index } = await load(folder);
  for (const [name, version, holes] of [
    ["tensorflow", "2.4.0", 198],
    ["notebook", "6.4.0", 2],
    ["Pillow", "9.0.0", 4],
  ] as const) {
    const found = matchComponents([componentOf("PyPI", name, version)], index, new Set());
    assert.equal(found.length, holes);
    assert.equal(found.filter(({ fixed, status }) => fixed === undefined || status !== "affected").length, 0);
  }
});

test("finds nothing in an updated bullseye, of which it covers 35 packages by their source", async (t) => {
  const folder = dataPath(t, "advisories", "osv");
  const status = dataPath(t, "advisories", "inventory", "own", "bullseye.status");
  if (folder === undefined || status === undefined) return;
  const { index } = await load(folder);
  const components = readStatus(status);
  assert.equal(components.length, 190);
  assert.deepEqual(matchComponents(components, index, new Set()), []);
  const isCovered = (query: Parameters<typeof index.candidates>[0]) => index.candidates(query).length > 0;
  assert.equal(components.filter((component) => isCovered(queryFor(component))).length, 35);
  assert.equal(components.filter((component) => isCovered(component)).length, 9);
});

test("hits every advisory of bullseye with the versions of release 11.0", async (t) => {
  const folder = dataPath(t, "advisories", "osv");
  if (folder === undefined) return;
  const { index } = await load(folder);
  let hits = 0;
  for (const [name, version, advisories] of [
    ["curl", "7.74.0-1.3", 3],
    ["dpkg", "1.20.9", 1],
    ["expat", "2.2.10-2", 5],
    ["ghostscript", "9.53.3~dfsg-7", 2],
    ["git", "1:2.30.2-1", 2],
    ["gnutls28", "3.7.1-5", 2],
    ["gzip", "1.10-4", 1],
    ["imagemagick", "8:6.9.11.60+dfsg-1.3", 1],
    ["krb5", "1.18.3-6", 1],
    ["libxml2", "2.9.10+dfsg-6.7", 2],
    ["openssl", "1.1.1k-1", 5],
    ["pillow", "8.1.2+dfsg-0.3", 1],
    ["tiff", "4.2.0-1", 3],
    ["util-linux", "2.36.1-8", 1],
    ["xz-utils", "5.2.5-2", 1],
    ["zlib", "1:1.2.11.dfsg-2", 2],
  ] as const) {
    const candidates = index.candidates({ ecosystem: "Debian:11", name, version });
    const affected = candidates.filter((candidate) => judgeVersion(candidate.affected, version) === "affected");
    assert.equal(affected.length, advisories, name);
    hits += affected.length;
  }
  assert.equal(hits, 33);
});

test("misses nothing that the recorded service found among the records at hand", async (t) => {
  const folder = dataPath(t, "advisories", "osv");
  const pairs = dataPath(t, "advisories", "osv-api", "querybatch-pairs.jsonl");
  if (folder === undefined || pairs === undefined) return;
  const { index } = await load(folder);
  const asked = new Set(["PyPI", "npm", "Debian"]);
  let found = 0;
  for (const line of readFileSync(pairs, "utf8").trim().split("\n")) {
    const { query, vulns } = JSON.parse(line);
    const { ecosystem, name } = query.package ?? {};
    if (!asked.has(String(ecosystem).split(":")[0] ?? "") || typeof query.version !== "string") continue;
    const candidates = index.candidates({ ecosystem, name, version: query.version });
    const answered = new Set(vulns.map((vuln: string | { id: string }) => (typeof vuln === "string" ? vuln : vuln.id)));
    const here = new Set(candidates.map(({ record }) => record.id).filter((id) => answered.has(id)));
    for (const id of here) {
      const judged = candidates
        .filter(({ record }) => record.id === id)
        .map((row) => judgeVersion(row.affected, query.version));
      assert.ok(judged.includes("affected"), `${id} for ${name} ${query.version}`);
      found += 1;
    }
  }
  assert.ok(found >= 24, `only ${found} found`);
});

test("marks the ids of the catalog of known exploited vulnerabilities", async (t) => {
  const path = dataPath(t, "advisories", "kev.json");
  if (path === undefined) return;
  const ids = readExploited(JSON.parse(readFileSync(path, "utf8")));
  assert.equal(ids?.length, 1404);
  assert.ok(ids?.includes("CVE-2021-44228"));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { indexAdvisories } from "../../../src/advisories/osv/advisory-index.ts";
import { matchComponents } from "../../../src/advisories/osv/match-components.ts";
import { readOsvRecord } from "../../../src/advisories/osv/read-osv-record.ts";
import type { Component, Vulnerability } from "../../../src/model/scan.ts";

const MODIFIED = "2024-01-31T00:00:00Z";

function advise(id: string, ecosystem: string, name: string, fixed: string, more: object = {}): object {
  const ranges = [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed }] }];
  return { id, modified: MODIFIED, affected: [{ package: { ecosystem, name }, ranges }], ...more };
}

function component(ecosystem: string, name: string, version: string, more: Partial<Component> = {}): Component {
  return { ecosystem, name, version, purl: `pkg:x/${name}@${version}`, foundAt: "x", layer: "sha256:01", ...more };
}

function match(components: Component[], records: object[], exploited: string[] = []): Vulnerability[] {
  const index = indexAdvisories();
  for (const record of records) {
    const reading = readOsvRecord(record);
    assert.ok("record" in reading, "refused" in reading ? reading.refused : "");
    index.add(reading.record);
  }
  return matchComponents(components, index, new Set(exploited));
}

test("asks for a Debian package by its source, in its own release", () => {
  const records = [advise("DSA-1-1", "Debian:11", "expat", "2.2.10-2+deb11u1", { upstream: ["CVE-2022-1"] })];
  const binary = (ecosystem: string) =>
    component(ecosystem, "libexpat1", "2.2.10-2+b1", { sourcePackage: { name: "expat", version: "2.2.10-2" } });
  assert.deepEqual(match([binary("Debian:11")], records), [
    {
      id: "CVE-2022-1",
      ids: ["CVE-2022-1", "DSA-1-1"],
      fixed: "2.2.10-2+deb11u1",
      severity: "unknown",
      status: "affected",
      purl: "pkg:x/libexpat1@2.2.10-2+b1",
      component: "libexpat1",
      version: "2.2.10-2+b1",
    },
  ]);
  assert.deepEqual(
    match([binary("Debian:12"), binary("Debian"), component("Debian:11", "libexpat1", "1")], records),
    [],
  );
});

test("compares the source's version, not the package's", () => {
  const records = [advise("DSA-1-1", "Debian:11", "util-linux", "2.36.1-8")];
  const sourcePackage = { name: "util-linux", version: "2.36.1-7" };
  assert.equal(match([component("Debian:11", "bsdutils", "1:2.36.1-7", { sourcePackage })], records).length, 1);
});

test("takes Ubuntu releases with and without LTS for one, and Pro for another", () => {
  const lts = [advise("USN-1", "Ubuntu:22.04:LTS", "curl", "9")];
  assert.equal(
    match([component("Ubuntu:22.04", "curl", "1"), component("Ubuntu:22.04:LTS", "curl", "1")], lts).length,
    2,
  );
  assert.equal(
    match([component("Ubuntu:22.04:LTS", "curl", "1")], [advise("USN-1", "Ubuntu:Pro:22.04:LTS", "curl", "9")]).length,
    0,
  );
});

test("compares names of PyPI as PyPI does", () => {
  assert.equal(
    match([component("PyPI", "Typing_Extensions", "1")], [advise("X-1", "PyPI", "typing.extensions", "2")]).length,
    1,
  );
});

test("leaves what the distribution owns to the distribution", () => {
  assert.deepEqual(
    match([component("PyPI", "pillow", "1", { ownedBy: "python3-pil" })], [advise("X-1", "PyPI", "pillow", "2")]),
    [],
  );
});

test("groups records of one hole and names a fix that all of them accept", () => {
  const records = [
    advise("PYSEC-1", "PyPI", "a", "2.1", { aliases: ["CVE-1"] }),
    advise("GHSA-1", "PyPI", "a", "2.0", {
      aliases: ["CVE-1"],
      database_specific: { severity: "HIGH" },
      summary: "A hole",
    }),
  ];
  const [found, ...more] = match([component("PyPI", "a", "1.0")], records);
  assert.deepEqual(
    [found?.id, found?.fixed, found?.severity, found?.summary, more.length],
    ["CVE-1", "2.1", "high", "A hole", 0],
  );
});

test("names the fix of the branch, when there is one", () => {
  const branches = [{ introduced: "1.0" }, { fixed: "1.4" }, { introduced: "2.0" }, { fixed: "2.3" }];
  const record = {
    id: "X-1",
    modified: MODIFIED,
    affected: [{ package: { ecosystem: "PyPI", name: "a" }, ranges: [{ type: "ECOSYSTEM", events: branches }] }],
  };
  assert.deepEqual(
    match([component("PyPI", "a", "1.2"), component("PyPI", "a", "2.2")], [record]).map(({ fixed }) => fixed),
    ["1.4", "2.3"],
  );
});

test("says unknown for a version that cannot be read, never not affected", () => {
  const found = match(
    [component("PyPI", "a", "nightly")],
    [advise("X-1", "PyPI", "a", "2"), advise("X-2", "PyPI", "a", "bad version")],
  );
  assert.deepEqual(
    found.map(({ id, status }) => [id, status]),
    [
      ["X-1", "unknown"],
      ["X-2", "unknown"],
    ],
  );
});

test("marks what is known to be exploited, under any of its ids", () => {
  const records = [advise("GHSA-1", "PyPI", "a", "2", { aliases: ["CVE-1"] }), advise("GHSA-2", "PyPI", "a", "2")];
  assert.deepEqual(
    match([component("PyPI", "a", "1")], records, ["CVE-1"]).map(({ knownExploited }) => knownExploited),
    [true, undefined],
  );
});

test("answers in one order, whatever the order of components and records", () => {
  const records = [advise("X-1", "PyPI", "a", "2"), advise("X-2", "PyPI", "b", "2"), advise("X-3", "PyPI", "a", "2")];
  const components = [component("PyPI", "b", "1"), component("PyPI", "a", "1")];
  assert.deepEqual(match(components, records), match(components.toReversed(), records.toReversed()));
});

test("judges a record by all ranges it gives a package, and names no fix that another of them holds", () => {
  const packages = { ecosystem: "PyPI", name: "a" };
  const entry = (...events: object[]) => ({ package: packages, ranges: [{ type: "ECOSYSTEM", events }] });
  const affected = [entry({ introduced: "1.0" }, { fixed: "1.2" }), entry({ introduced: "0" }, { fixed: "1.0" })];
  const [found] = match([component("PyPI", "a", "0.5")], [{ id: "X-1", modified: MODIFIED, affected }]);
  assert.deepEqual([found?.status, found?.fixed], ["affected", "1.2"]);
});

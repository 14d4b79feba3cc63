import assert from "node:assert/strict";
import { test } from "node:test";
import type { AdvisoryAnswer } from "../../src/advisories/advisory-source.ts";
import type { Component, Inventory, Vulnerability } from "../../src/model/scan.ts";
import { summarizeScan } from "../../src/scanners/summarize-scan.ts";

const AT = "2026-01-01T00:00:00Z";

function component(ecosystem: string, name: string, ownedBy?: string): Component {
  const purl = `pkg:x/${name}@1`;
  return { ecosystem, name, version: "1", purl, foundAt: "x", layer: "sha256:01", ...(ownedBy ? { ownedBy } : {}) };
}

function inventoryOf(components: Component[], incomplete: string[] = []): Inventory {
  return { schemaVersion: 1, image: "sha256:00", platform: "linux/amd64", components, incomplete };
}

function answerOf(vulnerabilities: Vulnerability[], more: Partial<AdvisoryAnswer> = {}): AdvisoryAnswer {
  return { vulnerabilities, ecosystems: ["PyPI", "Debian:11"], incomplete: [], asOf: AT, ...more };
}

function hole(more: Partial<Vulnerability>): Vulnerability {
  const known = { id: "CVE-2024-1", ids: ["CVE-2024-1"], purl: "pkg:pypi/a@1", component: "a", version: "1" };
  return { ...known, severity: "unknown", status: "affected", ...more };
}

for (const [verdict, title, vulnerabilities] of [
  ["pass", "nothing was found in what was matched", []],
  ["fail", "a critical hole has a fix", [hole({ severity: "critical", fixed: "2" })]],
  ["fail", "a high hole has a fix", [hole({}), hole({ severity: "high", fixed: "2" })]],
  ["fail", "a hole is known to be exploited, fix or not", [hole({ severity: "low", knownExploited: true })]],
  ["warn", "a critical hole has no fix", [hole({ severity: "critical" })]],
  ["warn", "a hole of unknown severity has a fix", [hole({ fixed: "2" })]],
  [
    "warn",
    "it is unknown whether a critical hole is there",
    [hole({ severity: "critical", fixed: "2", status: "unknown" })],
  ],
] as const) {
  test(`says ${verdict} when ${title}`, () => {
    const summary = summarizeScan(inventoryOf([component("PyPI", "a")]), answerOf([...vulnerabilities]), AT);
    assert.equal(summary.verdict, verdict);
  });
}

for (const [title, inventory, answer] of [
  ["a layer was not read", inventoryOf([component("PyPI", "a")], ["layer x"]), answerOf([])],
  ["an advisory could not be read", inventoryOf([component("PyPI", "a")]), answerOf([], { incomplete: ["x"] })],
  ["no advisory speaks of the release", inventoryOf([component("Debian:12", "a")]), answerOf([])],
  ["nothing is installed", inventoryOf([]), answerOf([])],
  [
    "all that could be matched is owned by what could not",
    inventoryOf([component("Debian:12", "b"), component("PyPI", "a", "b")]),
    answerOf([]),
  ],
] as const) {
  test(`says incomplete, never pass, when ${title}`, () => {
    assert.equal(summarizeScan(inventory, answer, AT).verdict, "incomplete");
  });
}

test("counts packages by ecosystem, what the distribution owns only once", () => {
  const components = [component("PyPI", "a"), component("PyPI", "b", "python3-b"), component("Debian:11", "python3-b")];
  const summary = summarizeScan(inventoryOf([...components, component("Debian:9", "c")]), answerOf([]), AT);
  assert.equal(summary.packages, 3);
  assert.deepEqual(summary.coverage, [
    { ecosystem: "Debian:11", packages: 1, matchable: 1 },
    { ecosystem: "Debian:9", packages: 1, matchable: 0 },
    { ecosystem: "PyPI", packages: 1, matchable: 1 },
  ]);
  assert.equal(summary.advisoriesAsOf, AT);
  assert.match(summary.inventorySha256, /^[0-9a-f]{64}$/);
});

test("takes a bare ecosystem for all of its releases", () => {
  const summary = summarizeScan(
    inventoryOf([component("Debian:12", "a")]),
    answerOf([], { ecosystems: ["Debian"] }),
    AT,
  );
  assert.equal(summary.verdict, "pass");
});

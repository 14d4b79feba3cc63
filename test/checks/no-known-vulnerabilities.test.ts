import assert from "node:assert/strict";
import { test } from "node:test";
import { noKnownVulnerabilities } from "../../src/checks/no-known-vulnerabilities.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import type { ScanSummary, Vulnerability } from "../../src/model/scan.ts";
import { AS_OF, config, image, told, withImage } from "./make-evidence.ts";

function scanned(part: Partial<ScanSummary>): Evidence {
  const value: ScanSummary = {
    verdict: "pass",
    engine: "native",
    packages: 3,
    coverage: [],
    vulnerabilities: [],
    incomplete: [],
    inventorySha256: "",
    scannedAt: AS_OF,
    ...part,
  };
  return withImage(image([config()], { scan: { outcome: "known", value, asOf: AS_OF } }));
}

function vulnerability(part: Partial<Vulnerability> = {}): Vulnerability {
  return {
    id: "CVE-2026-0001",
    ids: [],
    purl: "pkg:deb/debian/openssl@3.0.1",
    component: "openssl",
    version: "3.0.1",
    fixed: "3.0.2",
    severity: "high",
    status: "affected",
    ...part,
  };
}

test("names component, version, id and fix, critical first", () => {
  const vulnerabilities = [
    vulnerability(),
    vulnerability({ id: "CVE-2026-0002", component: "zlib", severity: "critical" }),
  ];
  assert.deepEqual(told(noKnownVulnerabilities, scanned({ verdict: "fail", vulnerabilities })), [
    "fail",
    'warning the image "ghcr.io/lab/segment:1.2.0" has 2 vulnerabilities with a fix: ' +
      "zlib 3.0.1, CVE-2026-0002 (critical), fixed in 3.0.2; openssl 3.0.1, CVE-2026-0001 (high), fixed in 3.0.2",
  ]);
});

test("asks only for what can be mended and matters", () => {
  const { fixed: _, ...unfixed } = vulnerability();
  const vulnerabilities = [unfixed, vulnerability({ severity: "medium" }), vulnerability({ status: "unknown" })];
  assert.deepEqual(told(noKnownVulnerabilities, scanned({ vulnerabilities })), ["pass"]);
});

test("clean is not the same as not scanned", () => {
  const answers = [
    scanned({ verdict: "unscanned" }),
    scanned({ verdict: "incomplete" }),
    scanned({ incomplete: ["layer 2"] }),
    withImage(image([config()])),
  ];
  for (const given of answers) assert.deepEqual(told(noKnownVulnerabilities, given), ["not-available"]);
});

test("what an incomplete scan found stands", () => {
  const given = scanned({ verdict: "incomplete", incomplete: ["layer 2"], vulnerabilities: [vulnerability()] });
  assert.equal(told(noKnownVulnerabilities, given)[0], "fail");
});

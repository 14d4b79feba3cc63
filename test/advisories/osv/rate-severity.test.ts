import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreCvss3 } from "../../../src/advisories/osv/cvss-three.ts";
import { rateSeverity } from "../../../src/advisories/osv/rate-severity.ts";

// Vectors and scores as NVD publishes them.
for (const [cve, vector, score] of [
  ["CVE-2021-44228", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10],
  ["CVE-2014-0160", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5],
  ["CVE-2016-5195", "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:H/I:H/A:H", 7],
  ["CVE-2013-1937", "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["nothing lost", "CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0],
] as const) {
  test(`scores ${cve} ${score}`, () => assert.equal(scoreCvss3(vector), score));
}

for (const vector of [
  "",
  "CVSS:4.0/AV:N",
  "CVSS:3.1/AV:N/AC:L",
  "CVSS:3.1/AV:__proto__/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
  "AV:N/AC:L/Au:N/C:P/I:P/A:P",
]) {
  test(`scores nothing for ${JSON.stringify(vector)}`, () => assert.equal(scoreCvss3(vector), undefined));
}

const high = { type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N" };
const four = { type: "CVSS_V4", score: "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N" };

for (const [title, records, severity] of [
  [
    "the distribution before GHSA",
    [
      { id: "GHSA-1", label: "CRITICAL", scores: [] },
      { id: "ALSA-1", label: "Moderate", scores: [] },
    ],
    "medium",
  ],
  ["Ubuntu's own word", [{ id: "UBUNTU-CVE-1", scores: [{ type: "Ubuntu", score: "negligible" }, high] }], "low"],
  [
    "GHSA before other databases",
    [
      { id: "PYSEC-1", label: "LOW", scores: [] },
      { id: "GHSA-1", label: "HIGH", scores: [] },
    ],
    "high",
  ],
  ["a word before a score", [{ id: "GHSA-1", label: "LOW", scores: [high] }], "low"],
  [
    "the highest CVSS 3 score",
    [
      { id: "PYSEC-1", scores: [high] },
      { id: "PYSEC-2", scores: [] },
    ],
    "high",
  ],
  ["nothing from a word nobody knows", [{ id: "DSA-1", label: "not yet assigned", scores: [] }], "unknown"],
  ["nothing from CVSS 4 alone", [{ id: "GO-1", scores: [four] }], "unknown"],
] as const) {
  test(`takes ${title}`, () => assert.equal(rateSeverity(records).severity, severity));
}

test("keeps the vector, CVSS 3 first", () => {
  assert.equal(rateSeverity([{ id: "A", scores: [four, high] }]).vector, high.score);
  assert.equal(rateSeverity([{ id: "A", scores: [four] }]).vector, four.score);
  assert.equal(rateSeverity([{ id: "A", scores: [] }]).vector, undefined);
});

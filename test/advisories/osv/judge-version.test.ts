import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeVersion } from "../../../src/advisories/osv/judge-version.ts";
import type { AffectedPackage, RangeEvent, VersionRange } from "../../../src/advisories/osv/osv-record.ts";

/** `introduced 0, fixed 2` → events. */
function events(text: string): RangeEvent[] {
  return text.split(", ").map((event) => {
    const [kind, version = ""] = event.split(" ");
    assert.ok(kind === "introduced" || kind === "fixed" || kind === "last_affected" || kind === "limit");
    return { kind, version };
  });
}

function affected(
  ecosystem: string,
  ranges: readonly string[],
  versions: string[] = [],
  type: VersionRange["type"] = "ECOSYSTEM",
): AffectedPackage {
  return {
    ecosystem,
    name: "x",
    ranges: ranges.map((text) => ({ type, events: events(text) })),
    versions: new Set(versions),
  };
}

for (const [ranges, version, judgment] of [
  [["introduced 0, fixed 2"], "1.9", "affected"],
  [["introduced 0, fixed 2"], "2", "not-affected"],
  [["introduced 0, fixed 2"], "2.0rc1", "affected"],
  [["introduced 1, fixed 2"], "0.9", "not-affected"],
  [["introduced 1, last_affected 2"], "2", "affected"],
  [["introduced 1, last_affected 2"], "2.0.1", "not-affected"],
  [["introduced 1"], "99", "affected"],
  [["fixed 2, introduced 1, fixed 4, introduced 3"], "2.5", "not-affected"],
  [["fixed 2, introduced 1, fixed 4, introduced 3"], "3.5", "affected"],
  [["introduced 0, fixed 0"], "1", "not-affected"],
  [["introduced 0, limit 2"], "1", "affected"],
  [["introduced 0, limit 2"], "2", "not-affected"],
  [["introduced 0, limit *"], "2", "affected"],
  [["introduced 1, fixed 2", "introduced 3, fixed 4"], "3.1", "affected"],
  [["introduced 0, fixed not a version"], "1", "unknown"],
  [["introduced 0, fixed x", "introduced 0, fixed 4"], "1", "affected"],
  [["introduced 0, fixed 2"], "unparsable", "unknown"],
] as const) {
  test(`PyPI ${version} is ${judgment} by ${ranges.join(" and ")}`, () => {
    assert.equal(judgeVersion(affected("PyPI", ranges), version), judgment);
  });
}

test("takes a listed version at its word, however it is written", () => {
  assert.equal(judgeVersion(affected("PyPI", [], ["1.0"]), "1.0.0"), "affected");
  assert.equal(judgeVersion(affected("PyPI", [], ["odd one"]), "odd one"), "affected");
  assert.equal(judgeVersion(affected("PyPI", [], ["1.0"]), "1.1"), "not-affected");
  assert.equal(judgeVersion(affected("PyPI", [], ["1.0"]), "odd one"), "unknown");
});

test("compares SEMVER ranges as semantic versions, whatever the ecosystem", () => {
  assert.equal(judgeVersion(affected("Bitnami", ["introduced 0, fixed 1.10.0"], [], "SEMVER"), "1.9.0"), "affected");
  assert.equal(judgeVersion(affected("Bitnami", ["introduced 0, fixed 1.10.0"]), "1.9.0"), "unknown");
});

test("does not know what only commits are named for", () =>
  assert.equal(judgeVersion(affected("PyPI", []), "1"), "unknown"));

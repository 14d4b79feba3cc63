import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../src/model/finding.ts";
import { muteFindings } from "../../src/pipeline/mute.ts";

function finding(check: string, at: Finding["at"] = { file: "a/x.json", pointer: "", line: 1, column: 1 }): Finding {
  return { check, level: "error", message: "m", at, url: "docs/checks.md" };
}

const mute = { check: "has-license", reason: "agreed", expires: "2026-03-01" };

const days: [asOf: string, isMuted: boolean][] = [
  ["2026-02-01T00:00:00.000Z", true],
  ["2026-03-01T00:00:00.000Z", true],
  ["2026-03-01T23:59:59.999Z", true],
  ["2026-03-02T00:00:00.000Z", false],
  ["2027-01-01T00:00:00.000Z", false],
];

for (const [asOf, isMuted] of days) {
  test(`a mute that expires on 2026-03-01 ${isMuted ? "holds" : "holds no longer"} on ${asOf}`, () => {
    const [got] = muteFindings([finding("has-license")], [mute], asOf);
    assert.deepEqual(got?.muted, isMuted ? { reason: "agreed", expires: "2026-03-01" } : undefined);
  });
}

const places: [path: string | undefined, at: Finding["at"], isMuted: boolean][] = [
  [undefined, { file: "a/x.json", pointer: "", line: 1, column: 1 }, true],
  [undefined, { image: "ghcr.io/a/b:1" }, true],
  ["a/**", { file: "a/x.json", pointer: "", line: 1, column: 1 }, true],
  ["x.json", { file: "a/x.json", pointer: "", line: 1, column: 1 }, true],
  ["b/**", { file: "a/x.json", pointer: "", line: 1, column: 1 }, false],
  ["a/**", { image: "ghcr.io/a/b:1" }, false],
  ["a/**", { repository: "github.com/a/b" }, false],
];

for (const [path, at, isMuted] of places) {
  test(`a mute of ${path ?? "all paths"} ${isMuted ? "reaches" : "does not reach"} ${JSON.stringify(at)}`, () => {
    const one = path === undefined ? mute : { ...mute, path };
    const [got] = muteFindings([finding("has-license", at)], [one], "2026-02-01T00:00:00.000Z");
    assert.equal(got?.muted !== undefined, isMuted);
  });
}

test("only the named check is muted, nothing is lost, and the input stays as it was", () => {
  const findings = [finding("has-license"), finding("has-range")];
  const got = muteFindings(findings, [mute], "2026-02-01T00:00:00.000Z");
  assert.deepEqual(
    got.map(({ check, muted }) => [check, muted !== undefined]),
    [
      ["has-license", true],
      ["has-range", false],
    ],
  );
  assert.ok(findings.every(({ muted }) => muted === undefined));
});

test("of two mutes the one that still holds is told", () => {
  const later = { ...mute, reason: "later", expires: "2026-06-01" };
  const [got] = muteFindings([finding("has-license")], [mute, later], "2026-04-01T00:00:00.000Z");
  assert.deepEqual(got?.muted, { reason: "later", expires: "2026-06-01" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Digest } from "../../src/model/image.ts";
import type { SignatureState, SignatureVerdict } from "../../src/model/signature.ts";
import { applyPlatforms, applyRecordAge, applyTagHistory } from "../../src/signatures/verdict-history.ts";

const FIRST: Digest = `sha256:${"1".repeat(64)}`;
const SECOND: Digest = `sha256:${"2".repeat(64)}`;
const REFERENCE = "ghcr.io/lab/plugin:v1";
const HISTORY = [
  { reference: REFERENCE, digest: FIRST, from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" },
  { reference: REFERENCE, digest: SECOND, from: "2026-02-01T00:00:00Z" },
  { reference: "ghcr.io/lab/plugin:other", digest: FIRST, from: "2026-01-01T00:00:00Z" },
];

function verdict(subject: Digest, state: SignatureState): SignatureVerdict {
  const hashes = { policySha256: "p", rootSha256: "r" };
  return { subject, state, reason: "any", signatures: [], notes: [], ...hashes, verifiedAt: "2026-01-15T00:00:00Z" };
}

test("a verified digest that its tag has left is moved, and names both", () => {
  const moved = applyTagHistory(verdict(FIRST, "verified"), REFERENCE, HISTORY, () => verdict(SECOND, "unsigned"));
  assert.equal(`${moved.state}/${moved.reason}`, "moved/tag-moved");
  assert.match(moved.detail ?? "", /was sha256:1+ on 2026-01-15.*now sha256:2+ \(unsigned\)/);
});

test("the digest that took its place keeps its own state and says what stood there before", () => {
  for (const before of ["verified", "moved"] as const) {
    const now = applyTagHistory(verdict(SECOND, "unsigned"), REFERENCE, HISTORY, () => verdict(FIRST, before));
    assert.equal(now.state, "unsigned");
    assert.match(now.notes.join(), /pointed at sha256:1+, which was verified, until 2026-02-01/);
  }
});

const unchanged: [string, SignatureVerdict, string, SignatureState][] = [
  ["a verified successor", verdict(SECOND, "verified"), REFERENCE, "verified"],
  ["a digest that never was verified", verdict(FIRST, "untrusted"), REFERENCE, "unsigned"],
  ["a tag that still points there", verdict(FIRST, "verified"), "ghcr.io/lab/plugin:other", "unsigned"],
  ["a tag without history", verdict(FIRST, "verified"), "ghcr.io/lab/plugin:none", "unsigned"],
  ["a predecessor that was not verified", verdict(SECOND, "unsigned"), REFERENCE, "untrusted"],
];

for (const [name, before, reference, other] of unchanged) {
  test(`${name} changes nothing`, () => {
    assert.deepEqual(
      applyTagHistory(before, reference, HISTORY, (digest) => verdict(digest, other)),
      before,
    );
  });
}

test("a verified record older than the policy allows is expired, another is not", () => {
  const record = verdict(FIRST, "verified");
  assert.equal(applyRecordAge(record, "2026-02-14T00:00:00Z", 30).state, "verified");
  assert.equal(applyRecordAge(record, "2026-02-14T00:00:01Z", 30).reason, "record-too-old");
  assert.equal(applyRecordAge(verdict(FIRST, "untrusted"), "2027-01-01T00:00:00Z", 30).state, "untrusted");
});

test("platforms that are signed alone are named, and a verified index covers them all", () => {
  const platforms = [
    { platform: "linux/arm64", verdict: verdict(SECOND, "unsigned") },
    { platform: "linux/amd64", verdict: verdict(FIRST, "verified") },
  ];
  const partial = applyPlatforms(verdict(SECOND, "unsigned"), platforms);
  assert.deepEqual([partial.state, partial.partial], ["unsigned", ["linux/amd64"]]);
  assert.equal(applyPlatforms(verdict(SECOND, "verified"), platforms).partial, undefined);
});

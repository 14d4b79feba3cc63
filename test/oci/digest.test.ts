import assert from "node:assert/strict";
import { test } from "node:test";
import { digestOfBytes, isDigest, parseDigest, splitDigest, startDigest } from "../../src/oci/digest.ts";

const EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

test("computes the digest of bytes, by sha256 unless another digest says sha512", () => {
  assert.equal(digestOfBytes(new Uint8Array()), EMPTY);
  const long = digestOfBytes("x", `sha512:${"0".repeat(128)}`);
  assert.ok(isDigest(long) && long.startsWith("sha512:"));
});

test("computes the same digest in pieces", () => {
  const { hash, digest } = startDigest();
  hash.update("a");
  hash.update("bc");
  assert.equal(digest(), digestOfBytes("abc"));
});

for (const text of [
  "",
  "sha256:",
  `sha256:${"g".repeat(64)}`,
  EMPTY.toUpperCase(),
  `${EMPTY}0`,
  `${EMPTY}\n`,
  "md5:00",
  5,
  null,
]) {
  test(`does not take ${JSON.stringify(text)} for a digest`, () => assert.equal(isDigest(text), false));
}

test("reads a digest with blanks around it, as header fields have", () => {
  assert.equal(parseDigest(` ${EMPTY} `), EMPTY);
  assert.equal(parseDigest(`${EMPTY},${EMPTY}`), undefined);
  assert.equal(parseDigest(null), undefined);
});

test("splits a digest for file names", () => {
  assert.deepEqual(splitDigest(EMPTY), { algorithm: "sha256", hex: EMPTY.slice(7) });
});

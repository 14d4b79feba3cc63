import assert from "node:assert/strict";
import { test } from "node:test";
import { isAttachmentTag, referrersTag } from "../../src/oci/referrer-tag.ts";

const HEX = "3".repeat(64);

test("names the fallback tag of a digest, sha512 cut to 64 characters", () => {
  assert.equal(referrersTag(`sha256:${HEX}`), `sha256-${HEX}`);
  assert.equal(referrersTag(`sha512:${HEX}${HEX}`), `sha512-${HEX}`);
});

test("tells attachment tags from versions", () => {
  for (const suffix of ["", ".sig", ".att", ".sbom"]) assert.equal(isAttachmentTag(`sha256-${HEX}${suffix}`), true);
  for (const tag of ["1.0", "sha256-abc", `sha256-${HEX}.sig2`, `x-sha256-${HEX}`, `sha256-${HEX}-amd64`]) {
    assert.equal(isAttachmentTag(tag), false);
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { imageExists } from "../../src/checks/image-exists.ts";
import { AS_OF, config, evidence, image, resolved, told, withImage } from "./make-evidence.ts";

test("an image that is not there yet is a note, one that left is a warning", () => {
  const gone = { outcome: "not-available", reason: "not-found", asOf: AS_OF } as const;
  assert.deepEqual(told(imageExists, resolved({ digest: gone })), [
    "fail",
    'note the image "ghcr.io/lab/segment:1.2.0" is not there yet',
  ]);
  const last = { value: image([]).digest, asOf: "2026-05-04T00:00:00.000Z" };
  assert.deepEqual(told(imageExists, resolved({ digest: { ...gone, last } })), [
    "fail",
    'warning the image "ghcr.io/lab/segment:1.2.0" is no longer there; it was on 2026-05-04',
  ]);
  assert.deepEqual(told(imageExists, withImage(image([config()]))), ["pass"]);
});

test("could not ask is never no", () => {
  for (const reason of ["unreachable", "timeout", "auth", "rate-limited", "registry-5xx", "malformed"]) {
    assert.deepEqual(told(imageExists, resolved({ digest: { outcome: "not-available", reason, asOf: AS_OF } })), [
      "not-available",
    ]);
  }
  assert.deepEqual(told(imageExists, resolved({ digest: { outcome: "not-supported", reason: "x" } })), [
    "not-available",
  ]);
  assert.deepEqual(told(imageExists, evidence({ isResolved: true })), ["not-applicable"]);
});

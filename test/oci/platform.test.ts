import assert from "node:assert/strict";
import { test } from "node:test";
import type { Platform } from "../../src/model/image.ts";
import { isUnknownPlatform, normalizePlatform, platformText, readPlatform } from "../../src/oci/platform.ts";

const ROWS: [written: Platform, text: string][] = [
  [{ os: "linux", architecture: "amd64" }, "linux/amd64"],
  [{ os: "Linux", architecture: "x86_64" }, "linux/amd64"],
  [{ os: "linux", architecture: "amd64", variant: "v1" }, "linux/amd64"],
  [{ os: "linux", architecture: "amd64", variant: "v3" }, "linux/amd64/v3"],
  [{ os: "linux", architecture: "aarch64" }, "linux/arm64"],
  [{ os: "linux", architecture: "arm64", variant: "v8" }, "linux/arm64"],
  [{ os: "linux", architecture: "arm" }, "linux/arm/v7"],
  [{ os: "linux", architecture: "arm", variant: "6" }, "linux/arm/v6"],
  [{ os: "linux", architecture: "armhf" }, "linux/arm/v7"],
  [{ os: "macos", architecture: "arm64" }, "darwin/arm64"],
  [{ os: "windows", architecture: "amd64", osVersion: "10.0.17763.1" }, "windows(10.0.17763.1)/amd64"],
];

for (const [written, text] of ROWS) {
  test(`writes ${JSON.stringify(written)} as ${text}`, () => {
    const normal = normalizePlatform(written);
    assert.equal(platformText(normal), text);
    assert.deepEqual(normalizePlatform(normal), normal);
  });
}

test("reads the members of a descriptor, os.version included, and nothing from halves", () => {
  assert.deepEqual(readPlatform({ os: "windows", architecture: "amd64", "os.version": "10" }), {
    os: "windows",
    architecture: "amd64",
    osVersion: "10",
  });
  for (const value of [
    null,
    {},
    { os: "linux" },
    { os: "", architecture: "" },
    { os: "x".repeat(65), architecture: "y" },
  ]) {
    assert.equal(readPlatform(value), undefined);
  }
});

test("knows the unknown platform of attestations", () => {
  assert.equal(isUnknownPlatform({ os: "unknown", architecture: "unknown" }), true);
  assert.equal(isUnknownPlatform({ os: "linux", architecture: "amd64" }), false);
});

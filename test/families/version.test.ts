import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { versionOf } from "../../src/families/version.ts";

const ROWS: [unknown, unknown][] = [
  ["1.2.3", { raw: "1.2.3", semver: "1.2.3", kind: "semver" }],
  [" 1.2.3 ", { raw: "1.2.3", semver: "1.2.3", kind: "semver" }],
  ["0.4.8-dev0", { raw: "0.4.8-dev0", semver: "0.4.8-dev0", kind: "semver" }],
  ["v1.2.3", { raw: "v1.2.3", semver: "1.2.3", kind: "v-semver" }],
  ["v1.2.3-rc.1", { raw: "v1.2.3-rc.1", semver: "1.2.3-rc.1", kind: "v-semver" }],
  ["1.0.0-x86_64", { raw: "1.0.0-x86_64", semver: "1.0.0", kind: "semver-suffix", suffix: { architecture: "x86_64" } }],
  ["1.0.0-x86-64", { raw: "1.0.0-x86-64", semver: "1.0.0", kind: "semver-suffix", suffix: { architecture: "x86_64" } }],
  ["1.0.0-cuda11", { raw: "1.0.0-cuda11", semver: "1.0.0", kind: "semver-suffix", suffix: { accelerator: "cuda11" } }],
  [
    "v2.1.0-arm64-gpu",
    {
      raw: "v2.1.0-arm64-gpu",
      semver: "2.1.0",
      kind: "semver-suffix",
      suffix: { architecture: "arm64", accelerator: "gpu" },
    },
  ],
  ["24.2.06", { raw: "24.2.06", semver: "24.2.6", kind: "semver-suffix" }],
  ["0.11.9--hdfd78af_1", { raw: "0.11.9--hdfd78af_1", semver: "0.11.9", kind: "semver-suffix" }],
  ["1.2", { raw: "1.2", kind: "partial" }],
  ["v3", { raw: "v3", kind: "partial" }],
  [1.5, { raw: "1.5", kind: "partial" }],
  ["2024-03-01", { raw: "2024-03-01", kind: "date" }],
  ["20220819", { raw: "20220819", kind: "date" }],
  ["2024.03.01", { raw: "2024.03.01", kind: "date" }],
  ["2024.3.1", { raw: "2024.3.1", semver: "2024.3.1", kind: "semver" }],
  ["@@VERSION@@", { raw: "@@VERSION@@", kind: "template" }],
  ["{{cookiecutter.version}}", { raw: "{{cookiecutter.version}}", kind: "template" }],
  ["$TARGET_VERSION", { raw: "$TARGET_VERSION", kind: "template" }],
  ["dev", { raw: "dev", kind: "other" }],
  ["polus.images.huang", { raw: "polus.images.huang", kind: "other" }],
  ["", undefined],
  [undefined, undefined],
  [["1.0.0"], undefined],
  [{ toString: [] }, undefined],
];

for (const [written, expected] of ROWS) {
  test(`reads version ${JSON.stringify(written)}`, () => assert.deepEqual(versionOf(written), expected));
}

test("keeps every semantic version as its own", () => {
  const seed = Date.now() % 1_000_000;
  const number = fc.nat(999);
  // "2024.03.01" is a date; so the first number stays below the years.
  fc.assert(
    fc.property(number, number, number, (major, minor, patch) => {
      const raw = `${major}.${minor}.${patch}`;
      assert.deepEqual(versionOf(raw), { raw, semver: raw, kind: "semver" }, `seed ${seed}`);
    }),
    { seed },
  );
});

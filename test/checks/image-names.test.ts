import assert from "node:assert/strict";
import { test } from "node:test";
import { imageHasTag } from "../../src/checks/image-has-tag.ts";
import { imageNotLatest } from "../../src/checks/image-not-latest.ts";
import { imageReferenceValid } from "../../src/checks/image-reference-valid.ts";
import { ask, evidence, named, plugin } from "./make-evidence.ts";

const digest = `sha256:${"0".repeat(64)}`;
// reference → image-reference-valid, image-has-tag, image-not-latest
const rows: [string, string, string, string][] = [
  ["ghcr.io/lab/segment:1.2.0", "pass", "pass", "pass"],
  ["lab/segment", "pass", "fail", "not-applicable"],
  ["lab/segment:latest", "pass", "pass", "fail"],
  [`lab/segment:latest@${digest}`, "pass", "pass", "pass"],
  [`lab/segment@${digest}`, "pass", "pass", "pass"],
  ["quay.io/lab/Upper:1", "fail", "not-applicable", "not-applicable"],
  ["shub://lab/segment:1", "fail", "not-applicable", "not-applicable"],
  ["{{ image }}", "pass", "not-applicable", "not-applicable"],
];

for (const [raw, isValid, hasTag, isNotLatest] of rows) {
  test(`${raw}: valid ${isValid}, tagged ${hasTag}, not latest ${isNotLatest}`, () => {
    const given = evidence({ plugin: plugin({ images: [named(raw)] }) });
    const outcomes = [imageReferenceValid, imageHasTag, imageNotLatest].map((check) => ask(check, given).outcome);
    assert.deepEqual(outcomes, [isValid, hasTag, isNotLatest]);
  });
}

test("says what is wrong with a reference, and where", () => {
  const given = evidence(
    { plugin: plugin({ images: [named("quay.io/lab/Upper:1")] }), places: { "/images/0": "/image" } },
    '{"image":1}',
  );
  const [finding] = ask(imageReferenceValid, given).findings;
  assert.equal(finding?.level, "error");
  assert.match(finding?.message ?? "", /upper case/);
  assert.deepEqual(finding?.at, { file: "segment.plugin.json", pointer: "/image", line: 1, column: 10 });
});

test("base images and plugins without an image are not asked", () => {
  const base = evidence({ plugin: plugin({ images: [named("ubuntu", { role: "base" })] }) });
  assert.equal(ask(imageHasTag, base).outcome, "not-applicable");
  assert.equal(ask(imageReferenceValid, evidence({ plugin: plugin({ images: [] }) })).outcome, "not-applicable");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { labelDrift } from "../../src/checks/label-drift.ts";
import { config, image, plugin, resolved, told, withImage } from "./make-evidence.ts";

const record = plugin({ name: "Spot Counter", version: { raw: "1.2.0", kind: "semver" } });

const rows: [what: string, labels: Record<string, string>, expected: string[]][] = [
  ["no labels", {}, ["not-applicable"]],
  ["the same name in another form", { name: "lab/spot-counter" }, ["pass"]],
  ["the name of the image's repository", { "org.opencontainers.image.title": "segment" }, ["pass"]],
  [
    "another name",
    { name: "spit-counter" },
    ["fail", 'note the label name of the image is "spit-counter", the manifest says "Spot Counter"'],
  ],
  ["the same version", { version: "v1.2.0" }, ["pass"]],
  [
    "another version",
    { version: "0.0.3 - testing" },
    ["fail", 'note the label version of the image is "0.0.3 - testing", the manifest says "1.2.0"'],
  ],
  ["a build argument that nobody filled in", { version: "$" + "{TARGET_VERSION}" }, ["not-applicable"]],
  ["a version inherited from a base image", { "org.opencontainers.image.version": "22.04" }, ["not-applicable"]],
  [
    "a version beside the plugin's own title",
    { "org.opencontainers.image.version": "1.1.0", "org.opencontainers.image.title": "spot-counter" },
    ["fail", 'note the label org.opencontainers.image.version of the image is "1.1.0", the manifest says "1.2.0"'],
  ],
];

for (const [what, labels, expected] of rows) {
  test(what, () => {
    const given = { ...withImage(image([config({ labels })])), plugin: record };
    assert.deepEqual(told(labelDrift, given), expected);
  });
}

test("an image that could not be asked is no pass", () => {
  assert.deepEqual(told(labelDrift, resolved({})), ["not-available"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeLayerFacts, encodeLayerFacts, type LayerFacts } from "../../../src/scanners/native/layer-facts.ts";

const facts: LayerFacts = {
  files: [
    { path: "etc/os-release", evidence: { kind: "distribution", id: "debian", version: "12" } },
    { path: "a.list", evidence: { kind: "ownership", owner: "a", paths: ["x"] } },
    {
      path: "var/lib/dpkg/status",
      evidence: {
        kind: "packages",
        packages: [{ type: "deb", name: "a", version: "1", source: { name: "b", version: "2" } }],
      },
    },
  ],
  links: [{ path: "lib", target: "usr/lib" }],
  removed: ["a"],
  opaque: [""],
  incomplete: ["x"],
};

test("gives back what was kept", () => assert.deepEqual(decodeLayerFacts(encodeLayerFacts(facts)), facts));

for (const [title, text] of [
  ["cut text", encodeLayerFacts(facts).slice(0, -5)],
  ["another value", "[]"],
  ["a missing list", JSON.stringify({ ...facts, removed: undefined })],
  ["a list of numbers", JSON.stringify({ ...facts, opaque: [1] })],
  ["an unknown kind of evidence", JSON.stringify({ ...facts, files: [{ path: "x", evidence: { kind: "new" } }] })],
  [
    "a package without a version",
    JSON.stringify({
      ...facts,
      files: [{ path: "x", evidence: { kind: "packages", packages: [{ type: "deb", name: "a" }] } }],
    }),
  ],
] as const) {
  test(`takes ${title} for nothing kept`, () => assert.equal(decodeLayerFacts(text), undefined));
}

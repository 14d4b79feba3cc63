import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAlikeOf, shapeOf } from "../../src/checks/look-alike.ts";
import { nameUnique } from "../../src/checks/name-unique.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { evidence, plugin } from "./make-evidence.ts";

function told(
  name: string,
  siblings: Record<string, Partial<Plugin>>,
  catalogNames: string[] = [],
  part: Partial<Plugin> = {},
) {
  const neighbors = {
    siblings: Object.entries(siblings).map(([path, one]) => ({ path, plugin: plugin(one) })),
    catalogNames,
  };
  const { outcome, findings } = nameUnique.evaluate(evidence({ plugin: plugin({ name, ...part }) }), neighbors);
  return [outcome, ...findings.map(({ level, message }) => `${level} ${message}`)];
}

test("the same name in the repository is named with its file", () => {
  assert.deepEqual(told("Sobel", { "b/ict.yml": { name: "sobel" } }), [
    "fail",
    'note the name "Sobel" is also that of "b/ict.yml"',
  ]);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`${index}.json`, { name: "Sobel" }]));
  assert.match(told("Sobel", many)[1] ?? "", /"0\.json", "1\.json", "2\.json" and 6 more$/);
});

test("manifests of other families may share it, and names made of paths are nobody's choice", () => {
  assert.deepEqual(told("Sobel", { "a/tool.cwl": { name: "Sobel", family: "cwl" } }), ["pass"]);
  assert.deepEqual(told("Sobel", { "b.json": { name: "Sobel" } }, [], { from: { "/name": "derived" } }), [
    "not-applicable",
  ]);
  assert.deepEqual(told("{{ name }}", {}), ["not-applicable"]);
});

const rows: [name: string, known: string, isLookAlike: boolean][] = [
  ["spot-counter", "spot-counter", false],
  ["Spot Counter", "spot-counter", false],
  ["spot-countr", "spot-counter", true],
  ["spot-cuonter", "spot-counter", true],
  ["sp0t-counter", "spot-counter", true],
  ["sр\u043et-counter", "spot-counter", true],
  ["ｓｐｏｔ-counter", "spot-counter", false],
  ["threshold-1", "threshold-2", false],
  ["tool-1.2", "tool-1.3", false],
  ["bet", "bed", false],
  ["entirely-other", "spot-counter", false],
];

for (const [name, known, isLookAlike] of rows) {
  test(`${name} is ${isLookAlike ? "" : "not "}easily taken for ${known}`, () => {
    assert.equal(lookAlikeOf(name, [known]), isLookAlike ? known : undefined);
  });
}

test("the shape of a name is that of what it looks like", () => {
  assert.equal(shapeOf("Sp\u043et_Cóunter 10"), "spotcounterlo");
});

test("ten thousand names are compared with ten thousand in seconds", () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `plugin-${(index * 7_919).toString(36)}-of-the-lab`);
  const started = performance.now();
  for (const name of names) lookAlikeOf(name, names);
  assert.ok(performance.now() - started < 10_000);
});

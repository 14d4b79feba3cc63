import assert from "node:assert/strict";
import { test } from "node:test";
import { matchFamilies } from "../../../src/families/match.ts";
import { neurodesk } from "../../../src/families/neurodesk/index.ts";
import { recordOf } from "../read-root.ts";

const PATH = "recipes/x/build.yaml";
const RECIPE = { name: "x", version: "1.0", build: { kind: "neurodocker" } };

const RECOGNIZED: [unknown, boolean][] = [
  [RECIPE, true],
  [{ ...RECIPE, version: null }, true],
  [{ ...RECIPE, build: { "base-image": "ubuntu" } }, false],
  [{ ...RECIPE, build: [] }, false],
  [{ ...RECIPE, name: 7 }, false],
  [{ board: "nice_nano", shield: "x" }, false],
];

for (const [root, isOurs] of RECOGNIZED) {
  test(`${JSON.stringify(root)} is ${isOurs ? "a" : "no"} recipe`, () =>
    assert.equal(neurodesk.recognizes(root), isOurs));
}

test("only recipes below recipes/ are looked at", () => {
  const rows: [string, number][] = [
    [PATH, 1],
    ["build.yaml", 0],
    ["recipes/build.yaml", 0],
    ["recipes/a/b/build.yaml", 0],
  ];
  for (const [path, count] of rows) assert.equal(matchFamilies(path).length, count, path);
});

/** Name and version → the image that Neurodesk builds, where they can be one. */
const IMAGES: [name: string, version: unknown, raw: string | undefined][] = [
  ["afni", "24.1.02", "ghcr.io/neurodesk/afni:24.1.02"],
  ["AFNI", "1", "ghcr.io/neurodesk/afni:1"],
  ["a_b-c", 2.5, "ghcr.io/neurodesk/a_b-c:2.5"],
  ["a b", "1", undefined],
  ["../a", "1", undefined],
  ["a", "{{ version }}", undefined],
  ["a", "1+2", undefined],
  ["a", "", undefined],
];

for (const [name, version, raw] of IMAGES) {
  test(`${name} ${String(version)} is built as ${raw ?? "nothing we can name"}`, () => {
    const { images, from } = recordOf(neurodesk, PATH, { ...RECIPE, name, version });
    assert.equal(images[0]?.raw, raw);
    if (raw !== undefined) assert.equal(from["/images/0"], "derived");
  });
}

/** What a recipe offers → kind and mode. */
const MODES: [members: object, kind: string, mode: string][] = [
  [{}, "environment", "unknown"],
  [{ deploy: { bins: ["x"] } }, "tool", "batch"],
  [{ deploy: { path: ["/opt/x"] } }, "tool", "batch"],
  [{ gui_apps: [{ name: "X", exec: "x" }] }, "tool", "interactive"],
  [{ gui_apps: [{ name: "X", exec: "x" }], deploy: { bins: ["x"] } }, "tool", "both"],
  [{ gui_apps: "x", deploy: "y" }, "environment", "unknown"],
];

for (const [members, kind, mode] of MODES) {
  test(`${JSON.stringify(members)} is ${kind}, ${mode}`, () => {
    const plugin = recordOf(neurodesk, PATH, { ...RECIPE, ...members });
    assert.deepEqual([plugin.kind, plugin.run.mode], [kind, mode]);
  });
}

test("the version is filled into texts, its dollar signs meaning nothing, and nothing else is evaluated", () => {
  const readme = "x/{{ context.version }} {{context.version}} {{ context.name }} $& me@example.org";
  const { description } = recordOf(neurodesk, PATH, { ...RECIPE, version: "$&", readme });
  assert.equal(description, "x/$& $& {{ context.name }} $& …");
});

test("the version is filled into the base image", () => {
  const build = { kind: "neurodocker", "base-image": "lab/base:{{ context.version }}" };
  assert.equal(recordOf(neurodesk, PATH, { ...RECIPE, build }).images[1]?.raw, "lab/base:1.0");
});

test("licenses that all apply are joined, and one without SPDX id makes no expression", () => {
  const both = recordOf(neurodesk, PATH, { ...RECIPE, copyright: [{ license: "MIT" }, { license: "GPL-2.0" }] });
  assert.deepEqual(both.license, { raw: "MIT AND GPL-2.0", spdx: "MIT AND GPL-2.0-only" });
  const other = recordOf(neurodesk, PATH, { ...RECIPE, copyright: [{ license: "MIT" }, { name: "Terms" }] });
  assert.deepEqual(other.license, { raw: "MIT AND Terms" });
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesGlob } from "../../src/families/glob.ts";
import { matchFamilies } from "../../src/families/match.ts";

const ROWS: [string, string, boolean][] = [
  ["*.cwl", "a/b/tool.cwl", true],
  ["*.cwl", "tool.cwl", true],
  ["*.cwl", "tool.CWL", false],
  ["*.cwl", "tool.cwl/readme", false],
  ["*plugin*.json", "a/wipp-plugin.json", true],
  ["*plugin*.json", "plugin.json", true],
  ["*plugin*.json", "plug.json", false],
  ["ict.y?ml", "x/ict.yaml", true],
  ["ict.y?ml", "x/ict.yml", false],
  ["a/*/c.json", "a/b/c.json", true],
  ["a/*/c.json", "a/b/d/c.json", false],
  ["a/*/c.json", "z/a/b/c.json", false],
  ["**/a/**/*.json", "a/b.json", true],
  ["**/a/**/*.json", "x/y/a/b/c/d.json", true],
  ["**/a/**/*.json", "x/ya/b.json", false],
  ["modules/**/meta.yml", "modules/meta.yml", true],
  ["modules/**", "modules/a/b", true],
  ["**", "anything/at/all", true],
  ["a(b)+[c].json", "x/a(b)+[c].json", true],
  ["*", "", true],
  ["x", "", false],
];

for (const [glob, path, isMatch] of ROWS) {
  test(`${glob} ${isMatch ? "matches" : "does not match"} "${path}"`, () =>
    assert.equal(matchesGlob(glob, path), isMatch));
}

test("stays fast on globs and paths made to backtrack", () => {
  const before = performance.now();
  assert.equal(matchesGlob(`${"*a".repeat(500)}b`, "a".repeat(4_000)), false);
  assert.equal(matchesGlob(`${"**/a/".repeat(200)}b`, "a/".repeat(2_000)), false);
  assert.equal(matchesGlob("*", "a".repeat(5_000)), false);
  assert.ok(performance.now() - before < 1_000);
});

const NAMES: [string, string[]][] = [
  ["x/plugin.json", ["wipp"]],
  ["tests/plugins/resources/g1.json", ["wipp"]],
  ["segment.plugin.json", ["own", "wipp"]],
  ["segment.plugin.yaml", ["own"]],
  ["segment.plugin.yml", ["own"]],
  ["a/ict.yaml", ["ict"]],
  ["a/ict.yml", ["ict"]],
  ["a/tool.cwl", ["cwl"]],
  ["descriptor.json", ["biaflows", "boutiques"]],
  ["w/spots.descriptor.json", ["biaflows"]],
  ["x/command.json", ["xnat"]],
  ["x/command.rtstruct.json", ["xnat"]],
  ["x/ecat-command.json", ["xnat"]],
  ["module_specification.json", ["apeer"]],
  ["manifest.json", ["flywheel"]],
  ["app.yaml", ["monai"]],
  ["x/Mask.imjoy.html", ["imjoy"]],
  ["index.html", []],
  ["rdf.yaml", ["bioimageio"]],
  ["bioimageio.yaml", ["bioimageio"]],
  ["v0_4.bioimageio.yaml", ["bioimageio"]],
  ["tool.boutiques.json", ["boutiques"]],
  ["descriptors/afni/@Align_Centers.json", ["boutiques"]],
  ["cbrain_task_descriptors/x.json", ["boutiques"]],
  ["package.json", []],
  ["app.yml", []],
];

for (const [path, ids] of NAMES) {
  test(`${path} is a candidate of ${ids.join(" and ") || "no family"}`, () => {
    assert.deepEqual(
      matchFamilies(path).map((family) => family.id),
      ids,
    );
  });
}

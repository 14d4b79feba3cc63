import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import { xnatLabels } from "../../src/families/xnat-labels/index.ts";
import { dataPath } from "../parts/presence.ts";
import { configOf } from "./label-config.ts";

/** One real file with what its family makes of it, by the end of its path. */
function read(t: TestContext, folder: string, end: string) {
  const root = dataPath(t, "corpus");
  if (root === undefined) return undefined;
  const [found] = globSync(`${folder}/*/**/${basename(end)}`, { cwd: root }).filter((path) => path.endsWith(end));
  assert.ok(found !== undefined, end);
  const path = found.split("/").slice(2).join("/");
  const document = parseDocument(path, readFileSync(join(root, found)));
  const family = recognizeFamily(document.root, matchFamilies(path));
  assert.ok(family !== undefined, end);
  const [normalized] = family.normalize(document, { path, repositoryName: "repository" });
  assert.ok(normalized !== undefined, end);
  return { document, family, ...normalized, faults: family.validate?.(document) ?? [] };
}

test("D05: a comma too many has its line and column, and the family is known all the same", (t) => {
  const found = read(t, "xnat", "ecat-dump/command.json");
  if (found === undefined) return;
  assert.deepEqual([found.document.isParsed, found.family.id, found.plugin.name], [false, "xnat", "ecat-dump"]);
  const at = found.document.faults.map(({ position }) => [position.line, position.column]);
  assert.equal(at.length, 1);
  assert.equal(at[0]?.[0], 15);
});

test("D14: a byte order mark before HTML moves no position", (t) => {
  const found = read(t, "imjoy", "MaskGenerator.imjoy.html");
  if (found === undefined) return;
  assert.ok(found.document.text.startsWith("\uFEFF") && found.document.isParsed);
  assert.equal(found.plugin.name, "MaskGenerator");
  const { line, column } = found.document.positionOf("/name");
  assert.equal(found.document.text.split("\n")[line - 1]?.slice(column - 1, column + 14), '"MaskGenerator"');
});

test("D15: a manifest inside HTML names no image", (t) => {
  const found = read(t, "imjoy", "DeepBindScan.imjoy.html");
  if (found === undefined) return;
  assert.deepEqual([found.plugin.version?.raw, found.plugin.images], ["0.3.0", []]);
});

test("D41: what an APEER module does not say is derived, and not invented", (t) => {
  const found = read(t, "apeer", "clij__clij-apeer-template/module_specification.json");
  if (found === undefined) return;
  const { plugin } = found;
  assert.deepEqual(
    [plugin.name, plugin.from["/name"], plugin.version, plugin.images],
    ["repository", "derived", undefined, []],
  );
});

test("D42: authors who are a template's placeholder are left to the checks, which tell them once", (t) => {
  const found = read(t, "biaflows", "W_NucleiSegmentation-ImageJ-Schema/descriptor.json");
  if (found === undefined) return;
  assert.deepEqual(found.faults, []);
  assert.deepEqual(
    found.plugin.authors.map(({ name }) => name),
    ["John Doe", "Jane Smith"],
  );
  assert.deepEqual(found.plugin.claims, ["object-tracking"]);
  assert.equal(found.plugin.license, undefined);
});

test("D43: one file name, told apart by content", (t) => {
  const biomero = read(t, "biaflows", "W_NucleiSegmentation-ImageJ-Schema/descriptor.json");
  const cytomine = read(t, "biaflows", "cideconvolve/descriptor.json");
  if (biomero === undefined || cytomine === undefined) return;
  assert.deepEqual([biomero.plugin.dialect, cytomine.plugin.dialect], ["biomero-1.0.0", "cytomine-0.1"]);
  assert.ok(cytomine.plugin.parameters.every((parameter) => parameter.setBy === "user"));
});

test("D44: an image without tag stays as it is written", (t) => {
  const found = read(t, "biaflows", "W_NucleiSegmentation3D-ImageJ/descriptor.json");
  if (found === undefined) return;
  assert.deepEqual(found.plugin.images, [{ raw: "neubiaswg5/w_nuclei_segmentation_imagej", role: "run" }]);
});

test("D45: parameters of the platform are marked, its key is a secret", (t) => {
  const found = read(t, "biaflows", "W_SpotDetection-IJ/descriptor.json");
  if (found === undefined) return;
  const { parameters } = found.plugin;
  const platform = parameters.filter(({ setBy }) => setBy === "platform").map(({ key }) => key);
  assert.equal(platform.length, 5);
  assert.ok(platform.every((key) => key.startsWith("cytomine_")));
  assert.deepEqual(
    parameters.filter(({ secret }) => secret === true).map(({ key }) => key),
    ["cytomine_private_key"],
  );
});

test("every real label of XNAT commands gives its commands, a damaged one too", (t) => {
  const root = dataPath(t, "corpus");
  if (root === undefined) return;
  const names: string[] = [];
  let labels = 0;
  for (const path of globSync("xnat/*/**/image-config*.json", { cwd: root }).toSorted()) {
    const config = configOf(JSON.parse(readFileSync(join(root, path), "utf8")));
    if (!Object.hasOwn(config.labels, "org.nrg.commands")) continue;
    labels += 1;
    const plugins = xnatLabels.normalizeConfig(config);
    assert.ok(plugins.length > 0, path);
    names.push(...plugins.map(({ name }) => name));
  }
  assert.deepEqual([labels, names.length], [8, 9]);
});

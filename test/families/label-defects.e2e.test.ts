import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { imageLabels } from "../../src/families/image-labels/index.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { dataPath } from "../parts/presence.ts";
import { configOf } from "./label-config.ts";

/** A file of the real data by family, repository and path; undefined where the data is absent. */
function bytesOf(t: TestContext, ...parts: string[]): Buffer | undefined {
  const root = dataPath(t, "corpus");
  if (root === undefined) return undefined;
  const path = join(root, ...parts);
  assert.ok(existsSync(path), path);
  return readFileSync(path);
}

function labelsOf(t: TestContext, ...parts: string[]): Plugin | undefined {
  const bytes = bytesOf(t, ...parts, "image-config.json");
  return bytes === undefined ? undefined : imageLabels.normalizeConfig(configOf(JSON.parse(bytes.toString())))[0];
}

const HUB = "artifacthub__hub";

for (const [id, path] of [
  ["D08", "internal/tracker/source/generic/testdata/path2/artifacthub-pkg.yml"],
  ["D09", "internal/repo/testdata/invalid/artifacthub-repo.yml"],
] as const) {
  test(`defect ${id}: a file that does not parse is a candidate with a fault on its line`, (t) => {
    const bytes = bytesOf(t, "artifacthub", HUB, path);
    if (bytes === undefined) return;
    assert.deepEqual(
      matchFamilies(path).map((family) => family.id),
      ["artifacthub"],
    );
    const { isParsed, faults } = parseDocument(path, bytes);
    assert.deepEqual([isParsed, faults[0]?.kind], [false, "syntax"]);
    assert.ok((faults[0]?.position.line ?? 0) >= 1);
  });
}

test("defect D51: a version beside the tag latest is kept as both", (t) => {
  const path = "gadgets/advise_seccomp/artifacthub-pkg.yml";
  const bytes = bytesOf(t, "artifacthub", "inspektor-gadget__inspektor-gadget", path);
  if (bytes === undefined) return;
  const document = parseDocument(path, bytes);
  const [found] =
    recognizeFamily(document.root, matchFamilies(path))?.normalize(document, { path, repositoryName: "x" }) ?? [];
  assert.equal(found?.plugin.version?.semver, "0.55.0");
  assert.equal(found?.plugin.images[0]?.raw.endsWith(":latest"), true);
});

test("defect D52: documentation in the form of a manifest is recognized, and faulty on its lines", (t) => {
  const path = "docs/metadata/artifacthub-pkg.yml";
  const bytes = bytesOf(t, "artifacthub", HUB, path);
  if (bytes === undefined) return;
  const document = parseDocument(path, bytes);
  const faults = recognizeFamily(document.root, matchFamilies(path))?.validate?.(document) ?? [];
  const lines = faults.map(({ pointer, of, message }) => `${document.positionOf(pointer, of).line}: ${message}`);
  assert.deepEqual(lines.slice(0, 3), [
    "2: no SemVer 2 version",
    "7: no RFC 3339 date",
    "5: no category of Artifact Hub",
  ]);
});

test("defect D53: a label that kept an argument of the build is listed, and its version is a template", (t) => {
  const plugin = labelsOf(t, "chaimeleon", "chaimeleon-eu__workstation-images", "ubuntu-python-pytorch");
  if (plugin === undefined) return;
  assert.equal(plugin.version?.kind, "template");
  assert.deepEqual(plugin.ext["unresolvedLabels"], ["version", "description"]);
});

test("defect D54: the label's own name and version stay as they are, for a check to compare", (t) => {
  const plugin = labelsOf(t, "chaimeleon", "chaimeleon-eu__image_batch_shap_explainability_radiomics");
  if (plugin === undefined) return;
  assert.deepEqual([plugin.name, plugin.version?.raw], ["sharp-exp-tool", "0.0.3 - testing"]);
});

test("defect D57: a license of Debian is mapped where that is certain", (t) => {
  const plugin = labelsOf(t, "biocontainers", "BioContainers__containers", "abyss", "2.1.5-7-deb");
  if (plugin === undefined) return;
  assert.deepEqual(plugin.license, { raw: "GPL-3+", spdx: "GPL-3.0-or-later" });
  assert.ok(plugin.claims.includes("biotools:abyss"));
});

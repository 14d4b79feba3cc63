import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plugin } from "../../src/model/plugin.ts";
import { classify } from "../../src/taxonomy/classify.ts";
import { makePlugin, taxonomy } from "../exporters/sample-catalog.ts";

function idsOf(part: Partial<Plugin> & { name: string }, labels: Record<string, string> = {}): string[] {
  return classify(makePlugin(part), labels, taxonomy).map((match) => match.id);
}

const TEXTS: [summary: string, ids: string[]][] = [
  ["Segments cells", ["operation/segmentation"]],
  ["Image registration of stacks", ["operation/registration"]],
  ["IMAGING", ["operation/image-analysis"]],
  ["image analyses", ["operation/image-analysis"]],
  ["an image", ["operation/image-analysis"]],
  ["A Docker image with tools", []],
  ["Container images for teams", []],
  ["Runs ImageJ macros", []],
  ["Writes FITS", ["data/fits"]],
  ["Model that fits data", []],
  ["a pet project for CT", ["modality/computed-tomography"]],
  ["works without GPU", []],
  ["no segmentation is done", []],
  ["non-rigid registration", ["operation/registration"]],
  ["Reads .ome.tif", ["data/ome-tiff"]],
  ["Align images. Denoise", ["operation/denoising", "operation/registration"]],
  ["see the notebook", []],
  ["Segmentation fault handler", []],
  ["Ségmentation d’objets", ["operation/segmentation"]],
];

for (const [summary, ids] of TEXTS) {
  test(`finds ${ids.join(", ") || "nothing"} in “${summary}”`, () => {
    assert.deepEqual(idsOf({ name: "x1", summary }), ids);
  });
}

test("says why, by field and by the words found", () => {
  const plugin = makePlugin({ name: "segment", summary: "Segments cells", claims: ["EDAM:operation_3443"] });
  assert.deepEqual(classify(plugin, {}, taxonomy), [
    { id: "operation/image-analysis", because: ["claims: EDAM:operation_3443"] },
    { id: "operation/segmentation", because: ["name: segment", "summary: segments"] },
  ]);
});

const CLAIMS: [claim: string, id: string][] = [
  ["operation/segmentation", "operation/segmentation"],
  ["http://edamontology.org/format_3727", "data/ome-tiff"],
  ["operation_3434", "operation/conversion"],
  ["http://astrothesaurus.org/uat/343", "astronomy/cosmology"],
  ["fits", "data/fits"],
  ["Jupyter", "session-type/notebook"],
  ["Image segmentation", "operation/segmentation"],
];

for (const [claim, id] of CLAIMS) {
  test(`takes the claim ${claim} as ${id}`, () => assert.deepEqual(idsOf({ name: "x1", claims: [claim] }), [id]));
}

test("takes formats of parameters by EDAM id, name and suffix", () => {
  const formats = [{ raw: "", edam: "format_3548" }, { raw: "NIfTI" }, { raw: "custom", extensions: [".ome.tiff"] }];
  const parameters = [{ direction: "in" as const, key: "a", kind: "file" as const, rawType: "file", formats }];
  assert.deepEqual(idsOf({ name: "x1", parameters }), ["data/dicom", "data/nifti", "data/ome-tiff"]);
});

test("takes session types from the label and the record, several at once", () => {
  assert.deepEqual(idsOf({ name: "x1" }, { "ca.nrc.cadc.skaha.type": "notebook, headless,unheard" }), [
    "session-type/headless",
    "session-type/notebook",
  ]);
});

test("takes hardware from the record", () => {
  const hardware = { gpu: "required" as const, memoryMiB: 65_536, architectures: ["arm64"], cpuFeatures: ["AVX2"] };
  assert.deepEqual(idsOf({ name: "x1", hardware }), [
    "hardware/arm64",
    "hardware/avx",
    "hardware/gpu",
    "hardware/large-memory",
  ]);
});

test("labels of hostile names and enormous texts end quickly and pollute nothing", () => {
  const labels = JSON.parse('{"__proto__": "segmentation", "constructor": "x"}') as Record<string, string>;
  const start = performance.now();
  const summary = `${"image ".repeat(200_000)}${"a".repeat(500_000)}`;
  const claims = Array.from({ length: 5000 }, () => "x ".repeat(5000));
  assert.deepEqual(idsOf({ name: "x".repeat(300_000), summary, claims }, labels), ["operation/image-analysis"]);
  assert.ok(performance.now() - start < 2000);
});

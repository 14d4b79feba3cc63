import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plugin } from "../../src/model/plugin.ts";
import { classify } from "../../src/taxonomy/classify.ts";
import { makePlugin, taxonomy } from "../exporters/sample-catalog.ts";

function idsOf(part: Partial<Plugin> & { name: string }, labels: Record<string, string> = {}): string[] {
  return classify(makePlugin(part), labels, taxonomy).map((match) => match.id);
}

const TEXTS: [summary: string, ids: string[]][] = [
  ["Segments cells", ["operation/cell-segmentation", "operation/segmentation"]],
  ["Image registration of stacks", ["operation/registration"]],
  ["Reads images and more imaging", []],
  ["image analyses", ["operation/image-analysis"]],
  ["Bioimage analysis", ["operation/image-analysis"]],
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
    { id: "operation/cell-segmentation", because: ["summary: segments cells"] },
    { id: "operation/image-analysis", because: ["claims: EDAM:operation_3443"] },
    { id: "operation/segmentation", because: ["name: segment", "summary: segments cells"] },
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
  ["EDAM-bioimaging:operation_Watershed", "operation/watershed"],
  ["UAT:343", "astronomy/cosmology"],
  ["field::medicine:imaging", "topic/medical-imaging"],
  [":medicine:imaging", "topic/medical-imaging"],
  ["phase processing", "operation/phase-processing"],
  ["iana:text/csv", "data/csv"],
  ["biotools:deepvariant", "operation/variant-calling"],
  ["segmentаtion", "operation/segmentation"],
];

for (const [claim, id] of CLAIMS) {
  test(`takes the claim ${claim} as ${id}`, () => assert.deepEqual(idsOf({ name: "x1", claims: [claim] }), [id]));
}

const NAMES: [name: string, ids: string[]][] = [
  ["image", ["operation/image-analysis"]],
  ["imaging", ["operation/image-analysis"]],
  ["ImageRegistration", ["operation/registration"]],
  ["polusai/FeatureExtraction", ["operation/feature-extraction"]],
  ["featureextraction", ["operation/feature-extraction"]],
  ["file:///home/someone/workflows/statistics/x1.cwl", []],
  ["extracttiffsfromczi", ["data/czi", "data/tiff"]],
  ["samtools_sort", ["operation/alignment-handling", "operation/sorting"]],
  ["bam_to_cram", ["data/bam", "data/cram"]],
];

for (const [name, ids] of NAMES) {
  test(`finds ${ids.join(", ") || "nothing"} in the name ${name}`, () => assert.deepEqual(idsOf({ name }), ids));
}

test("what says little in a sentence counts in a title, and programs count in an image's name", () => {
  assert.deepEqual(idsOf({ name: "x1", summary: "Runs the filter of samtools" }), []);
  assert.deepEqual(idsOf({ name: "x1", title: "Filter" }), ["operation/image-processing"]);
  const images = [{ raw: "quay.io/biocontainers/samtools:1.14--hb421002_0", role: "run" as const }];
  assert.deepEqual(idsOf({ name: "x1", images }), ["operation/alignment-handling"]);
});

test("labels beside ids of a vocabulary are not taken apart", () => {
  const claims = ["http://edamontology.org/topic_9999", "Peptide database search of spectra"];
  assert.deepEqual(idsOf({ name: "x1", claims }), []);
  assert.ok(idsOf({ name: "x1", claims: claims.slice(1) }).length > 0);
});

test("code, links and what stands far below in a description do not count", () => {
  const description = `Reads a table.\n\`\`\`\nrun --deconvolution x.cram\n\`\`\`\nhttps://a.example/phylogenetic-tree ${"Filler words follow. ".repeat(30)} Segmentation mask.`;
  assert.deepEqual(idsOf({ name: "x1", description }), ["data/table"]);
});

test("takes formats of parameters by EDAM id, name and suffix", () => {
  const formats = [{ raw: "", edam: "format_3548" }, { raw: "NIfTI" }, { raw: "custom", extensions: [".ome.tiff"] }];
  const parameters = [{ direction: "in" as const, key: "a", kind: "file" as const, rawType: "file", formats }];
  assert.deepEqual(idsOf({ name: "x1", parameters }), ["data/dicom", "data/nifti", "data/ome-tiff"]);
});

test("takes types of parameters, suffixes of file names and media types", () => {
  const parameters = [
    { direction: "in" as const, key: "a", kind: "image" as const, rawType: "collection", formats: [] },
    { direction: "out" as const, key: "b", kind: "file" as const, rawType: "File", formats: [{ raw: "[P]_m.vcf.gz" }] },
    { direction: "out" as const, key: "c", kind: "file" as const, rawType: "File", formats: [{ raw: "out.TXT" }] },
    {
      direction: "out" as const,
      key: "d",
      kind: "file" as const,
      rawType: "File",
      formats: [{ raw: "x", mediaType: "text/csv" }],
    },
  ];
  assert.deepEqual(classify(makePlugin({ name: "x1", parameters }), {}, taxonomy), [
    { id: "data/csv", because: ["parameter d: text/csv"] },
    { id: "data/image", because: ["parameter a: collection"] },
    { id: "data/text", because: ["parameter c: out.TXT"] },
    { id: "data/vcf", because: ["parameter b: [P]_m.vcf.gz"] },
  ]);
});

test("the same plugin gets the same concepts in the same order, whatever the order of its claims", () => {
  const claims = ["segmentation", "UAT:343", "bam", "gpu", "notebook"];
  const first = idsOf({ name: "x1", claims });
  assert.deepEqual(idsOf({ name: "x1", claims: claims.toReversed() }), first);
  assert.deepEqual(first, first.toSorted());
});

test("1,000 plugins with hostile descriptions of 20,000 characters take less than a second", () => {
  const texts = [
    "image ",
    "segmentation of nuclei in fluorescence microscopy images ",
    "ab",
    "а",
    "`",
    "https://",
    "x.",
  ];
  const plugins = Array.from({ length: 1000 }, (_, index) => {
    const text = (texts[index % texts.length] ?? "").repeat(20_000).slice(0, 20_000);
    return makePlugin({ name: text.slice(0, 2000), title: text, summary: text, description: text });
  });
  const start = performance.now();
  for (const plugin of plugins) classify(plugin, {}, taxonomy);
  const took = performance.now() - start;
  assert.ok(took < 1000 * slowness(), `${Math.round(took)} ms`);
});

/** How much longer than usual this machine takes at the moment: other tests run beside this one. */
function slowness(): number {
  const start = performance.now();
  let sum = 0;
  for (let index = 0; index < 30_000_000; index += 1) sum += index % 7;
  assert.ok(sum > 0);
  return Math.max(1, (performance.now() - start) / 40);
}

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
    "hardware/avx2",
    "hardware/gpu",
    "hardware/large-memory",
  ]);
});

test("labels of hostile names and enormous texts end quickly and pollute nothing", () => {
  const labels = JSON.parse('{"__proto__": "segmentation", "constructor": "x"}') as Record<string, string>;
  const start = performance.now();
  const summary = `${"image ".repeat(200_000)}${"a".repeat(500_000)}`;
  const claims = Array.from({ length: 5000 }, () => "x ".repeat(5000));
  assert.deepEqual(idsOf({ name: "x".repeat(300_000), title: "image", summary, claims }, labels), [
    "operation/image-analysis",
  ]);
  assert.ok(performance.now() - start < 2000);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { families } from "../../src/families/index.ts";
import { recognizeFamily } from "../../src/families/match.ts";

const BOUTIQUES = { "command-line": "x [A]", "schema-version": "0.5", inputs: [{ optional: true }] };
const WIPP = { containerId: "x", inputs: [], ui: [] };

/** What a root is, whichever families its name makes candidates. */
const ROWS: [string, unknown, string | undefined][] = [
  ["CWL tool", { cwlVersion: "v1.0", class: "CommandLineTool" }, "cwl"],
  ["CWL tool without version", { class: "CommandLineTool", inputs: [] }, "cwl"],
  ["CWL workflow without version", { class: "Workflow", inputs: [] }, undefined],
  ["CWL operation", { cwlVersion: "v1.2", class: "Operation" }, "cwl"],
  ["CWL graph without version", { $graph: [{ class: "Workflow" }] }, "cwl"],
  ["CWL graph of a schema first", { $graph: [{ class: "SchemaDefRequirement" }, { class: "Workflow" }] }, undefined],
  ["CWL graph that is empty", { cwlVersion: "v1.0", $graph: [] }, undefined],
  ["another class", { cwlVersion: "v1.0", class: "Tool" }, undefined],
  ["WIPP with ui", WIPP, "wipp"],
  ["WIPP with outputs", { containerId: "x", inputs: {}, outputs: null }, "wipp"],
  ["WIPP without both", { containerId: "x", inputs: [] }, undefined],
  ["WIPP whose image is no text", { containerId: 1, inputs: [], ui: [] }, undefined],
  ["ICT", { specVersion: null, container: "x", inputs: null }, "ict"],
  ["ICT whose container is no text", { specVersion: "1", container: {}, inputs: [] }, undefined],
  ["Boutiques", BOUTIQUES, "boutiques"],
  ["Boutiques with value-key only", { ...BOUTIQUES, inputs: ["x", { "value-key": "[A]" }] }, "boutiques"],
  ["Boutiques without either", { ...BOUTIQUES, inputs: [{ id: "a" }] }, undefined],
  ["XNAT command", { ...BOUTIQUES, image: "x" }, undefined],
  ["BIAFLOWS by schema version", { ...BOUTIQUES, "schema-version": "cytomine-0.1" }, "biaflows"],
  ["BIAFLOWS by problem class", { ...BOUTIQUES, "problem-class": null }, "biaflows"],
  ["BIAFLOWS by configuration", { ...BOUTIQUES, configuration: {} }, "biaflows"],
  ["BIAFLOWS by server inputs", { ...BOUTIQUES, inputs: [{ optional: true, "set-by-server": false }] }, "biaflows"],
  [
    "BIAFLOWS with an image and no inputs",
    { "command-line": "x", "container-image": {}, "problem-class": "" },
    "biaflows",
  ],
  ["BIAFLOWS without image and inputs", { "command-line": "x", inputs: [], "problem-class": "" }, undefined],
  ["XNAT by wrappers", { image: "x", "command-line": "x", xnat: null }, "xnat"],
  ["XNAT by mounts", { image: "x", "command-line": "x", mounts: [] }, "xnat"],
  ["XNAT by type", { image: "x", "command-line": "x", type: "docker-setup" }, "xnat"],
  ["XNAT without image", { "command-line": "x", xnat: [], type: "docker" }, undefined],
  ["XNAT of another type", { image: "x", "command-line": "x", type: "singularity" }, undefined],
  ["APEER", { spec: { inputs: { a: { "type:file": {} } } } }, "apeer"],
  ["APEER without types", { spec: { inputs: { a: { type: "file" } } } }, undefined],
  ["APEER whose inputs are a list", { spec: { inputs: [{ "type:file": {} }] } }, undefined],
  ["Flywheel by gear builder", { custom: { "gear-builder": null }, config: {} }, "flywheel"],
  ["Flywheel by its own part", { custom: { flywheel: {} }, inputs: {} }, "flywheel"],
  ["Flywheel without inputs and config", { custom: { flywheel: {} } }, undefined],
  ["a manifest with something custom", { custom: {}, inputs: {} }, undefined],
  ["MONAI", { application: { title: null }, resources: {} }, "monai"],
  ["MONAI without resources", { application: { title: "x" } }, undefined],
  ["a Probot app", { name: "x", application: "x", resources: {} }, undefined],
  ["bioimage.io by type", { format_version: "0.4", name: "x", type: "model" }, "bioimageio"],
  ["bioimage.io by weights", { format_version: "0.4", name: "x", weights: {} }, "bioimageio"],
  ["bioimage.io by test inputs", { format_version: null, name: "x", test_inputs: [] }, "bioimageio"],
  ["bioimage.io without any", { format_version: "0.4", name: "x" }, undefined],
  ["bioimage.io whose name is no text", { format_version: "0.4", name: 1, type: "model" }, undefined],
  ["ImJoy", { api_version: "0.1", name: "x", type: "window" }, "imjoy"],
  ["ImJoy over RPC", { api_version: null, name: "x", type: "rpc-worker" }, "imjoy"],
  ["ImJoy of another type", { api_version: "0.1", name: "x", type: "panel" }, undefined],
  ["ImJoy without API version", { name: "x", type: "window" }, undefined],
  ["a configuration that is no object", { ...BOUTIQUES, configuration: [] }, "boutiques"],
  ["our own", { waybill: 1 }, "own"],
  ["our own of another version", { waybill: "2" }, "own"],
  ["our own that also looks like WIPP", { ...WIPP, waybill: 1 }, "own"],
  ["a NodeBB plugin", { id: "nodebb-plugin-x", library: "./library.js", hooks: [] }, undefined],
  ["an inherited member", Object.create({ waybill: 1 }), undefined],
  ["an empty object", {}, undefined],
];

for (const [what, root, id] of ROWS) {
  test(`${what} is ${id ?? "no manifest of ours"}`, () => assert.equal(recognizeFamily(root, families)?.id, id));
}

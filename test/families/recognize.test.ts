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
  ["BIAFLOWS by schema version", { ...BOUTIQUES, "schema-version": "cytomine-0.1" }, undefined],
  ["BIAFLOWS by problem class", { ...BOUTIQUES, "problem-class": null }, undefined],
  ["BIAFLOWS by configuration", { ...BOUTIQUES, configuration: {} }, undefined],
  ["BIAFLOWS by server inputs", { ...BOUTIQUES, inputs: [{ optional: true, "set-by-server": false }] }, undefined],
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

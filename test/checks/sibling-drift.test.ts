import assert from "node:assert/strict";
import { test } from "node:test";
import { siblingDrift } from "../../src/checks/sibling-drift.ts";
import type { Evidence } from "../../src/model/evidence.ts";
import type { Plugin } from "../../src/model/plugin.ts";
import { evidence, named, plugin } from "./make-evidence.ts";

function manifest(family: string, image = "lab/a:1.0.0", version = "1.0.0", part: Partial<Plugin> = {}): Plugin {
  return plugin({ family, images: [named(image)], version: { raw: version, kind: "semver" }, ...part });
}

function told(path: string, self: Plugin, siblings: Record<string, Plugin>, more: Partial<Evidence> = {}): string[] {
  const given = evidence({ plugin: self, file: { path, commit: "c", blobOid: "b", sha256: "s" }, ...more });
  const neighbors = {
    siblings: Object.entries(siblings).map(([one, other]) => ({ path: one, plugin: other })),
    catalogNames: [],
  };
  const { outcome, findings } = siblingDrift.evaluate(given, neighbors);
  return [outcome, ...findings.map(({ level, message }) => `${level} ${message}`)];
}

const wipp = manifest("wipp");
const VERSION = { versionFile: { path: "t/VERSION", text: "2.0.0" } };
const rows: [what: string, told: string[], expected: string[]][] = [
  ["one manifest alone", told("t/plugin.json", wipp, {}), ["not-applicable"]],
  ["two that agree", told("t/ict.yaml", manifest("ict"), { "t/plugin.json": wipp }), ["pass"]],
  [
    "another image",
    told("t/ict.yaml", manifest("ict", "lab/a:0.9.0"), { "t/plugin.json": wipp }),
    ["fail", 'warning the image is "lab/a:0.9.0" here, "lab/a:1.0.0" in plugin.json'],
  ],
  [
    "another version",
    told("t/ict.yaml", manifest("ict", "lab/a:1.0.0", "0.9.0"), { "t/plugin.json": wipp }),
    ["fail", 'warning the version is "0.9.0" here, "1.0.0" in plugin.json'],
  ],
  [
    "a pair is told once, at the one that follows",
    told("t/plugin.json", wipp, { "t/ict.yaml": manifest("ict", "lab/b") }),
    ["not-applicable"],
  ],
  [
    "CWL is measured by ICT where there is no plugin.json",
    told("t/a.cwl", manifest("cwl", "lab/b:1"), { "t/ict.yaml": manifest("ict") }),
    ["fail", 'warning the image is "lab/b:1" here, "lab/a:1.0.0" in ict.yaml'],
  ],
  [
    "another folder is another tool",
    told("t/ict.yaml", manifest("ict", "lab/b"), { "u/plugin.json": wipp }),
    ["not-applicable"],
  ],
  [
    "of several CWL files only the first is compared",
    told("t/b.cwl", manifest("cwl", "lab/b"), { "t/plugin.json": wipp, "t/a.cwl": manifest("cwl") }),
    ["not-applicable"],
  ],
  [
    "the first of several plugin.json leads",
    told("t/ict.yaml", manifest("ict"), { "t/plugin_gpu.json": manifest("wipp", "lab/b"), "t/plugin.json": wipp }),
    ["pass"],
  ],
  [
    "workflows are no tools",
    told("t/a.cwl", manifest("cwl", "lab/b", "1", { kind: "workflow" }), { "t/plugin.json": wipp }),
    ["not-applicable"],
  ],
  [
    "the file VERSION",
    told("t/plugin.json", wipp, {}, VERSION),
    ["fail", 'warning the version is "1.0.0" here, "2.0.0" in VERSION'],
  ],
  [
    "VERSION is told at the leading manifest",
    told("t/ict.yaml", manifest("ict"), { "t/plugin.json": wipp }, VERSION),
    ["pass"],
  ],
  [
    "a template",
    told("t/{{ name }}/ict.yaml", manifest("ict", "lab/b"), { "t/{{ name }}/plugin.json": wipp }),
    ["not-applicable"],
  ],
];

for (const [what, got, expected] of rows) test(what, () => assert.deepEqual(got, expected));

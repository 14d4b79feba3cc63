import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { own } from "../../src/families/own/index.ts";
import { runHere } from "../commands/run-here.ts";
import { blocksOf } from "./blocks.ts";

const DOCS = join(import.meta.dirname, "../../docs");
const PAGE = readFileSync(join(DOCS, "manifest.md"), "utf8");
const MINIMUM = { waybill: 1, name: "x", version: "1.0.0", images: [{ reference: "ghcr.io/lab/x:1.0.0" }] };

const pieces = blocksOf(PAGE).filter(({ language }) => language === "json" || language === "yaml");

for (const { language, text, line } of pieces) {
  test(`docs/manifest.md:${line}: the ${language} block is a piece of a valid manifest`, () => {
    const piece = parseDocument(`x.plugin.${language}`, Buffer.from(text));
    assert.deepEqual(piece.faults, []);
    assert.ok(typeof piece.root === "object" && piece.root !== null && !Array.isArray(piece.root));
    const whole = { ...MINIMUM, ...piece.root };
    assert.deepEqual(own.validate(parseDocument("x.plugin.json", Buffer.from(JSON.stringify(whole)))), []);
  });
}

test("docs/manifest.md speaks of every field at the root of the schema", () => {
  const schema = JSON.parse(readFileSync(join(DOCS, "../schemas/plugin-manifest.schema.json"), "utf8"));
  const shown = new Set(
    pieces.flatMap(({ language, text }) => {
      const { root } = parseDocument(`x.plugin.${language}`, Buffer.from(text));
      return Object.keys(Object(root));
    }),
  );
  const told = (field: string) => shown.has(field) || PAGE.includes(`\`${field}\``);
  assert.deepEqual(
    Object.keys(schema.properties).filter((field) => !told(field) && field !== "$schema" && field !== "released"),
    [],
  );
});

const examples = globSync("examples/*.plugin.*", { cwd: DOCS }).sort();

test("there is an example of each kind, and the page leads to each", () => {
  const kinds = new Set<unknown>();
  for (const path of examples) {
    const root = Object(parseDocument(path, readFileSync(join(DOCS, path))).root);
    kinds.add(root.kind ?? "tool");
    if (root.deprecated !== undefined) kinds.add("deprecated");
    if (root.run?.ports !== undefined && root.run?.path !== undefined) kinds.add("interactive");
    if (root.tests !== undefined && root.profiles !== undefined) kinds.add("tested and measured");
    if (root.images.some((image: object) => "platform" in image && "accelerator" in image)) kinds.add("accelerators");
    assert.ok(PAGE.includes(`](${path})`), path);
  }
  const expected = [
    "accelerators",
    "deprecated",
    "environment",
    "interactive",
    "tested and measured",
    "tool",
    "workflow",
  ];
  assert.deepEqual([...kinds].sort(), expected);
});

for (const path of examples) {
  test(`docs/${path} has nothing to mend, notes included`, async () => {
    const outcome = await runHere(["validate", join(DOCS, path), "--json"]);
    const { manifests, summary } = JSON.parse(outcome.stdout);
    assert.deepEqual(manifests[0]?.findings, []);
    assert.equal(summary.plugins, 1);
  });
}

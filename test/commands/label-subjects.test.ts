import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "./make-index.ts";
import { runHere } from "./run-here.ts";

test("two checkouts with a file of the same name are two manifests, each with its own lines", async (t) => {
  const folder = makeFolder(t);
  for (const [name, text] of [
    ["one", '{ "waybill": 1,\n  "nmae": "x" }'],
    ["two", '{\n\n"waybill": 1, }'],
  ] as const) {
    mkdirSync(join(folder, name, ".git"), { recursive: true });
    writeFileSync(join(folder, name, "a.plugin.json"), text);
  }
  const { stdout } = await runHere(["validate", folder, "--json"]);
  const { manifests, summary } = JSON.parse(stdout);
  assert.equal(summary.manifests, 2);
  const paths = manifests.map(({ path }: { path: string }) => path);
  assert.deepEqual(paths, ["one//a.plugin.json", "two//a.plugin.json"]);
  assert.ok(manifests[1].findings.every(({ at }: { at: { file: string } }) => at.file === "two//a.plugin.json"));
});

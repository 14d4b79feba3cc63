import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { imageDocument } from "../../src/families/image-document.ts";
import { dataPath } from "../parts/presence.ts";
import { configOf } from "./label-config.ts";

const REFERENCE = "images.example.org/lab/tool:1.0";

/** Plugins by dialect or family of every image configuration of a folder of the corpus. */
function countPlugins(folder: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const path of globSync("**/image-config*.json", { cwd: folder }).sort()) {
    const config = configOf(JSON.parse(readFileSync(join(folder, path), "utf8")));
    const bytes = new TextEncoder().encode(JSON.stringify({ reference: REFERENCE, config }));
    const plugins = imageDocument.normalize(parseDocument("@image", bytes), { path: "@image", repositoryName: "tool" });
    assert.ok(plugins.length > 0, `${path}: every image is an entry`);
    for (const { plugin } of plugins) {
      assert.equal(plugin.images[0]?.raw, REFERENCE, path);
      assert.ok(plugin.name !== "" && plugin.name !== "unnamed", `${path}: ${plugin.name}`);
      const kind = plugin.family === "xnat-labels" ? "xnat-labels" : (plugin.dialect ?? "bare");
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  return counts;
}

for (const [family, wanted] of [
  ["canfar", "canfar"],
  ["xnat", "xnat-labels"],
  ["wipp", "bare"],
] as const) {
  test(`every image configuration of ${family} in the corpus is an entry with a name`, (t) => {
    const folder = dataPath(t, "corpus", family);
    if (folder === undefined) return;
    const counts = countPlugins(folder);
    t.diagnostic(`${family}: ${JSON.stringify(counts)}`);
    assert.ok((counts[wanted] ?? 0) > 0, JSON.stringify(counts));
  });
}

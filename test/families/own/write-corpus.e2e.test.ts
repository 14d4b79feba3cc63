import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { parseDocument } from "../../../src/document/parse-document.ts";
import { matchFamilies, recognizeFamily } from "../../../src/families/match.ts";
import { own } from "../../../src/families/own/index.ts";
import { writeOwnManifest } from "../../../src/families/own/write.ts";
import type { Plugin } from "../../../src/model/plugin.ts";
import { dataPath } from "../../parts/presence.ts";
import { sayable } from "./sayable.ts";

function pluginsOf(root: string, path: string): Plugin[] {
  const document = parseDocument(path, readFileSync(join(root, path)));
  const family = recognizeFamily(document.root, matchFamilies(path));
  if (family === undefined || !document.isParsed) return [];
  return family.normalize(document, { path, repositoryName: basename(root) }).map(({ plugin }) => plugin);
}

test("every plugin of the corpus can be written as one of our own manifests, and is read back as it was", (t) => {
  const root = dataPath(t, "corpus");
  if (root === undefined) return;
  const paths = globSync("*/*__*/**/*.{json,yaml,yml,cwl}", { cwd: root }).sort();
  const plugins = paths.flatMap((path) => pluginsOf(root, path).map((plugin) => ({ path, plugin })));
  let whole = 0;
  const changed: string[] = [];
  for (const { path, plugin } of plugins) {
    const manifest = writeOwnManifest(plugin);
    // What a manifest must have and the other family does not say is for `waybill init` to ask.
    const asked = { version: "0.0.0-asked", images: [{ reference: "asked" }], ...manifest };
    const document = parseDocument("x.plugin.json", Buffer.from(JSON.stringify(asked)));
    const faults = own.validate(document).map(({ pointer, message }) => `${pointer} ${message}`);
    assert.deepEqual(faults, [], path);
    if (manifest["version"] === undefined || manifest["images"] === undefined) continue;
    whole += 1;
    const [again] = own.normalize(document, { path: "x.plugin.json", repositoryName: "r" });
    assert.ok(again !== undefined);
    if (!isDeepStrictEqual(sayable(again.plugin), sayable(plugin))) changed.push(path);
  }
  t.diagnostic(
    `${plugins.length} plugins, ${whole} with version and image, ${changed.length} that our form cannot say wholly`,
  );
  assert.ok(plugins.length > 500);
  assert.ok(changed.length < whole / 50, changed.join("\n"));
});

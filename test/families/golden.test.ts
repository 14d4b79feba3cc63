import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { parseDocument } from "../../src/document/parse-document.ts";
import { valueAt } from "../../src/document/pointer.ts";
import { families, labelFamilies } from "../../src/families/index.ts";
import { matchFamilies, recognizeFamily } from "../../src/families/match.ts";
import type { ImageConfigSummary } from "../../src/model/image.ts";

const ROOT = join(import.meta.dirname, "../fixtures/families");
const json = { serializers: [(value: unknown) => JSON.stringify(value, null, 2)] };

function foldersIn(...parts: string[]): string[] {
  return readdirSync(join(ROOT, ...parts), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}

function inputOf(row: string, name: string): { path: string; bytes: Uint8Array } {
  // A family whose names hold folders has them in its case too.
  const entries = readdirSync(join(ROOT, row, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const path = files
    .map((file) => relative(join(ROOT, row, name), file).replaceAll("\\", "/"))
    .find((file) => file !== "plugin.json");
  assert.ok(path !== undefined, `${row}/${name} holds no input`);
  return { path, bytes: readFileSync(join(ROOT, row, name, path)) };
}

test("every row of both tables has a fixture folder with at least two cases, and no folder is without a row", () => {
  const rows = [...families, ...labelFamilies].map((row) => row.id).toSorted();
  assert.deepEqual(foldersIn(), rows);
  for (const row of rows) assert.ok(foldersIn(row).length >= 2, row);
});

for (const row of families) {
  for (const name of foldersIn(row.id)) {
    test(`${row.id}/${name} becomes the record beside it`, (t) => {
      const { path, bytes } = inputOf(row.id, name);
      const document = parseDocument(path, bytes);
      assert.equal(recognizeFamily(document.root, matchFamilies(path))?.id, row.id);
      const plugins = row.normalize(document, { path, repositoryName: "lab-plugins" });
      for (const { places } of plugins) {
        for (const [field, pointer] of Object.entries(places)) {
          assert.notEqual(valueAt(document.root, pointer), undefined, `${field} → ${pointer}`);
        }
      }
      const faults = row.validate(document).map((fault) => {
        const { line, column } = document.positionOf(fault.pointer, fault.of);
        return { at: `${line}:${column}`, ...fault };
      });
      t.assert.fileSnapshot({ plugins, faults }, join(ROOT, row.id, name, "plugin.json"), json);
    });
  }
}

for (const row of labelFamilies) {
  for (const name of foldersIn(row.id)) {
    test(`${row.id}/${name} becomes the record beside it`, (t) => {
      // Written by us in the shape of ImageConfigSummary.
      const config = JSON.parse(Buffer.from(inputOf(row.id, name).bytes).toString()) as ImageConfigSummary;
      assert.equal(row.recognizesLabels(config.labels), true);
      t.assert.fileSnapshot(row.normalizeConfig(config), join(ROOT, row.id, name, "plugin.json"), json);
    });
  }
}

import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { inventoryText } from "../../../src/scanners/inventory-text.ts";
import { native } from "../../../src/scanners/native/index.ts";
import { layerOf, type MadeLayer, makeTar, memoryStore, serveLayers } from "../layers.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/scanners/native");

/** Files of a folder, sorted, as an uncompressed layer: its bytes do not hang on a version of zlib. */
async function layerFrom(folder: string): Promise<MadeLayer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  const entries = paths.map((path) => ({
    path: path
      .slice(folder.length + 1)
      .split(sep)
      .join("/"),
    text: readFileSync(path, "utf8"),
  }));
  return layerOf(await makeTar(entries), "application/vnd.oci.image.layer.v1.tar");
}

for (const name of readdirSync(FIXTURES)) {
  test(`lists the image ${name} as its golden inventory says`, async () => {
    const folder = join(FIXTURES, name);
    const layers = readdirSync(folder)
      .filter((entry) => entry.startsWith("layer-"))
      .sort();
    const made = await Promise.all(layers.map((layer) => layerFrom(join(folder, layer))));
    const text = inventoryText(await native.scan(serveLayers(...made).target, memoryStore()));
    const golden = join(folder, "inventory.json");
    if (process.env["WAYBILL_UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, "utf8"));
  });
}

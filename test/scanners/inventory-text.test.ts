import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import type { Inventory } from "../../src/model/scan.ts";
import { inventorySha256, inventoryText } from "../../src/scanners/inventory-text.ts";

const inventory: Inventory = {
  schemaVersion: 1,
  platform: "linux/amd64",
  image: "sha256:00",
  incomplete: [],
  components: [{ version: "1", name: "a", ecosystem: "PyPI", purl: "pkg:pypi/a@1", foundAt: "x", layer: "sha256:01" }],
};

test("writes sorted keys and one newline at the end, whatever the order of the keys", () => {
  const text = inventoryText(inventory);
  const turned = Object.fromEntries(Object.entries(inventory).reverse());
  assert.deepEqual(Object.keys(JSON.parse(text)), ["components", "image", "incomplete", "platform", "schemaVersion"]);
  assert.deepEqual(Object.keys(JSON.parse(text).components[0]), [
    "ecosystem",
    "foundAt",
    "layer",
    "name",
    "purl",
    "version",
  ]);
  assert.match(text, /[^\n]\n$/);
  assert.equal(inventoryText({ ...inventory, ...turned }), text);
});

test("hashes the bytes it writes", () => {
  assert.equal(inventorySha256(inventory), createHash("sha256").update(inventoryText(inventory)).digest("hex"));
});

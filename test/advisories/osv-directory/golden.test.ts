import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openAdvisories } from "../../../src/advisories/index.ts";

const FIXTURES = join(import.meta.dirname, "../../fixtures/advisories/osv-directory");

for (const name of readdirSync(FIXTURES)) {
  test(`answers for the inventory ${name} as its golden answer says`, async () => {
    const folder = join(FIXTURES, name);
    const { components } = JSON.parse(readFileSync(join(folder, "inventory.json"), "utf8"));
    const source = openAdvisories({ kind: "osv-directory", path: join(folder, "advisories") });
    const text = `${JSON.stringify(await source.query(components), undefined, 2)}\n`;
    const golden = join(folder, "answer.json");
    if (process.env["WAYBILL_UPDATE_GOLDEN"] === "1") writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, "utf8"));
  });
}

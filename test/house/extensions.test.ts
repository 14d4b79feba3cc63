import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "./source-files.ts";

const TABLES = ["families", "sources", "registries", "signatures", "scanners", "advisories", "exporters", "reporters"];

interface Row {
  id: string;
  title: unknown;
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";
}

/** The arrays of rows that a table exports. */
async function readTables(table: string): Promise<Row[][]> {
  const exported: unknown = await import(pathToFileURL(join(ROOT, "src", table, "index.ts")).href);
  const values: unknown[] = Object.values(Object(exported));
  return values.filter((value): value is Row[] => Array.isArray(value) && value.every(isRow) && value.length > 0);
}

/** A folder with an index.ts is a row; other folders hold what rows share. */
function rowFolders(table: string): string[] {
  const folders = readdirSync(join(ROOT, "src", table), { withFileTypes: true }).filter((each) => each.isDirectory());
  return folders.map((each) => each.name).filter((name) => existsSync(join(ROOT, "src", table, name, "index.ts")));
}

for (const table of TABLES) {
  test(`the table ${table} and its folders say the same`, async (t) => {
    const file = join(ROOT, "src", table, "index.ts");
    assert.ok(existsSync(file), `src/${table}/index.ts is there`);
    const tables = await readTables(table);
    const ids = tables.flat().map((row) => row.id);
    t.diagnostic(ids.join(", "));
    assert.deepEqual([...ids].sort(), rowFolders(table).sort(), "rows and folders");
    const faults: string[] = [];
    for (const rows of tables) {
      const inTable = rows.map((row) => row.id);
      if (inTable.join() !== [...inTable].sort().join()) faults.push(`not in the order of ids: ${inTable.join(", ")}`);
    }
    for (const row of tables.flat()) {
      if (typeof row.title !== "string" || row.title === "") faults.push(`${row.id}: no title`);
      const folder = join(ROOT, "src", table, row.id);
      const lines = readFileSync(join(folder, "index.ts"), "utf8").split("\n").length - 1;
      if (lines > 30) faults.push(`${row.id}/index.ts: ${lines} lines, at most 30: it declares, others do`);
      const readme = join(folder, "readme.md");
      if (!existsSync(readme)) faults.push(`${row.id}: no readme.md`);
      else if (readFileSync(readme, "utf8").trim().length < 100) faults.push(`${row.id}: readme.md says nothing`);
    }
    assert.deepEqual(faults, []);
  });
}

test("every family has cases in test/fixtures/families", async () => {
  const bare: string[] = [];
  for (const row of (await readTables("families")).flat()) {
    const folder = join(ROOT, "test/fixtures/families", row.id);
    if (!existsSync(folder) || readdirSync(folder).length === 0) bare.push(row.id);
  }
  assert.deepEqual(bare, []);
});

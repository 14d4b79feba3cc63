import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "./source-files.ts";

/** Runs scripts/test.ts as `npm test` does, outside of the run that we are in. */
function runTests(folder: string, files: string[]): { status: number | null; output: string } {
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const script = join(ROOT, "scripts/test.ts");
  const run = spawnSync(process.execPath, [script, ...files], { cwd: folder, env, encoding: "utf8" });
  return { status: run.status, output: run.stdout + run.stderr };
}

const rows: [fast: string, slow: string, status: number][] = [
  ["pass", "pass", 0],
  ["fail", "pass", 1],
  ["pass", "fail", 1],
  ["fail", "fail", 1],
];

for (const [fast, slow, status] of rows) {
  test(`fast tests ${fast}, slow tests ${slow}: exit ${status}, and both have run`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-run-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const text = (name: string, how: string): string => {
      return `const { test } = require("node:test"); test("${name} ran", () => { if ("${how}" === "fail") throw new Error("x"); });`;
    };
    writeFileSync(join(folder, "a.test.js"), text("fast", fast));
    writeFileSync(join(folder, "b.e2e.test.js"), text("slow", slow));
    const run = runTests(folder, ["a.test.js", "b.e2e.test.js"]);
    assert.equal(run.status, status, run.output);
    assert.match(run.output, /fast ran[\s\S]*slow ran/);
  });
}

test("a file that is not there is a failure", () => {
  assert.notEqual(runTests(tmpdir(), ["waybill-absent.test.js"]).status, 0);
});

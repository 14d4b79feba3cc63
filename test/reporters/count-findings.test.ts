import assert from "node:assert/strict";
import { test } from "node:test";
import { countFindings, sayCounts } from "../../src/reporters/count-findings.ts";
import { MIXED } from "./make-reports.ts";

test("counts by level, muted ones apart", () => {
  const counts = countFindings(MIXED);
  assert.deepEqual(counts, { files: 2, plugins: 1, errors: 1, warnings: 1, notes: 2, muted: 1 });
  assert.equal(sayCounts(counts), "2 manifests, 1 plugin: 1 error, 1 warning, 2 notes, 1 muted");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckRunOutput } from "../../../src/reporters/check-run/check-run-output.ts";
import { checkRunReporter } from "../../../src/reporters/check-run/index.ts";
import type { FileReport } from "../../../src/reporters/reporter.ts";
import { context, finding, MIXED, report } from "../make-reports.ts";

function render(reports: readonly FileReport[]): CheckRunOutput {
  return JSON.parse(checkRunReporter.render(reports, context()));
}

test("only errors are red", () => {
  const rows: [FileReport[], CheckRunOutput["conclusion"]][] = [
    [[report([finding({ level: "error" }), finding()])], "failure"],
    [[report([finding()])], "neutral"],
    [[report([finding({ level: "note" })])], "success"],
    [[report([finding({ level: "error", muted: { reason: "r", expires: "e" } })])], "success"],
    [[], "success"],
  ];
  for (const [reports, conclusion] of rows) assert.equal(render(reports).conclusion, conclusion);
});

test("notes every finding at its line, worst first", () => {
  const many = Array.from({ length: 120 }, () => finding());
  assert.equal(render([report(many)]).annotations.length, 120);
  const [first] = render(MIXED).annotations;
  assert.deepEqual([first?.annotation_level, first?.start_line, first?.end_line], ["failure", 2, 2]);
  assert.ok(!/[\p{Cc}]/u.test((first?.message ?? "").replace("\n", "")));
});

test("keeps the summary within what the API takes", () => {
  const reports = Array.from({ length: 5000 }, (_, index) => report([], { path: `<b>${"x".repeat(100)}${index}` }));
  const { summary } = render(reports);
  assert.ok(summary.length <= 65_535);
  assert.ok(!summary.includes("<"));
  assert.match(summary, /… and \d+ more$/);
});

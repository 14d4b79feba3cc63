import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../../src/model/finding.ts";
import { annotationsReporter } from "../../../src/reporters/annotations/index.ts";
import { context, finding, report } from "../make-reports.ts";

function render(findings: Finding[]): string[] {
  return annotationsReporter
    .render([report(findings)], context())
    .split("\n")
    .slice(0, -1);
}

test("writes a command with file, line, column and title", () => {
  const [line] = render([finding({ level: "note", message: "m", remedy: "r" })]);
  assert.equal(line, "::notice file=tools/segment.plugin.json,line=3,col=16,title=default-in-range::m%0Ar");
});

test("escapes what would end the command, a property or the line", () => {
  const at = { file: "a,b:c%d\ne.json", pointer: "", line: 1, column: 1 };
  const lines = render([finding({ at, check: "x:y,z", message: "100%0A\r\n::error::x", remedy: "a,b:c" })]);
  assert.deepEqual(lines, [
    "::warning file=a%2Cb%3Ac%25d e.json,line=1,col=1,title=x%3Ay%2Cz::100%250A  ::error::x%0Aa,b:c",
  ]);
});

test("shows the worst first, ten of each kind, and says how many are left out", () => {
  const of = (level: Finding["level"], count: number) => Array.from({ length: count }, () => finding({ level }));
  const lines = render([...of("note", 15), ...of("warning", 5), ...of("error", 12)]);
  const kinds = lines.map((line) => /^::(\w+) /.exec(line)?.[1] ?? line);
  assert.deepEqual(kinds, [
    ...Array.from({ length: 10 }, () => "error"),
    ...Array.from({ length: 5 }, () => "warning"),
    ...Array.from({ length: 10 }, () => "notice"),
    "7 more findings in the summary of this run",
  ]);
});

test("leaves muted findings out, and puts what has no line at the first", () => {
  assert.deepEqual(render([finding({ muted: { reason: "r", expires: "e" } })]), []);
  const [line = ""] = render([finding({ at: { image: "x" } })]);
  assert.match(line, /^::warning file=tools\/segment.plugin.json,line=1,col=1,/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckRunOutput } from "../../src/reporters/check-run/check-run-output.ts";
import { checkRunReporter } from "../../src/reporters/check-run/index.ts";
import { baselineOf, fingerprintAll, fingerprintOf } from "../../src/reporters/fingerprint.ts";
import { placeAll } from "../../src/reporters/placed-finding.ts";
import type { FileReport } from "../../src/reporters/reporter.ts";
import { context, finding, report } from "./make-reports.ts";

const at = (line: number, pointer = "/inputs/0/default") => ({ file: "a.json", pointer, line, column: 1 });

test("a finding keeps its fingerprint when lines move, and no longer", () => {
  const one = fingerprintOf(finding({ at: at(3) }), "a.json");
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal(fingerprintOf(finding({ at: at(300), level: "note", remedy: "other" }), "a.json"), one);
  const others = [
    fingerprintOf(finding({ at: at(3), check: "other" }), "a.json"),
    fingerprintOf(finding({ at: at(3), message: "other" }), "a.json"),
    fingerprintOf(finding({ at: at(3, "/inputs/1/default") }), "a.json"),
    fingerprintOf(finding({ at: at(3) }), "b.json"),
  ];
  assert.equal(new Set([one, ...others]).size, 5);
});

test("the second of two findings that are the same has a fingerprint of its own", () => {
  const prints = fingerprintAll(placeAll([report([finding(), finding(), finding()])]));
  assert.equal(new Set(prints).size, 3);
});

function render(reports: readonly FileReport[], base?: readonly FileReport[]): CheckRunOutput {
  const given = { ...context(), ...(base && { baseline: baselineOf(base) }) };
  return JSON.parse(checkRunReporter.render(reports, given));
}

const error = finding({ level: "error", message: "broken", at: at(3) });
const moved = { ...error, at: at(30) };
const fresh = finding({ level: "error", message: "newly broken", at: at(7, "/name") });
const warning = finding({ at: at(9, "/version") });

const rows: [what: string, now: FileReport[], base: FileReport[] | undefined, conclusion: string, marks: string[]][] = [
  ["without a base all is new", [report([error])], undefined, "failure", [""]],
  ["an old error does not fail, wherever its line is now", [report([moved])], [report([error])], "success", ["(old)"]],
  ["a new error fails, and comes first", [report([moved, fresh])], [report([error])], "failure", ["", "(old)"]],
  ["a new warning leaves the choice", [report([moved, warning])], [report([error])], "neutral", ["", "(old)"]],
  ["one more of the same is new", [report([error, moved])], [report([error])], "failure", ["", "(old)"]],
  ["what went away is not mentioned", [report([])], [report([error])], "success", []],
];

for (const [what, now, base, conclusion, marks] of rows) {
  test(what, () => {
    const output = render(now, base);
    assert.equal(output.conclusion, conclusion);
    assert.deepEqual(
      output.annotations.map(({ message }) => (message.startsWith("(old) ") ? "(old)" : "")),
      marks,
    );
  });
}

test("the title counts what is new, and says how many are old", () => {
  const { title, summary } = render([report([moved, fresh])], [report([error])]);
  assert.equal(title, "1 manifest, 1 plugin: 1 error (new); 1 old finding");
  assert.ok(summary.startsWith(`${title}.`));
  assert.equal(render([report([fresh])], []).title, "1 manifest, 1 plugin: 1 error");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../../src/model/finding.ts";
import { sarifReporter } from "../../../src/reporters/sarif/index.ts";
import { context, finding, MIXED, report } from "../make-reports.ts";

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  suppressions?: unknown[];
  partialFingerprints: Record<string, string>;
  locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
}

function render(findings: Finding[]): Result[] {
  return JSON.parse(sarifReporter.render([report(findings)], context())).runs[0].results;
}

function printsOf(results: readonly Result[]): (string | undefined)[] {
  return results.map((result) => result.partialFingerprints["waybill/v1"]);
}

test("is SARIF 2.1.0 with one run, and results point at their rules", () => {
  const log = JSON.parse(sarifReporter.render(MIXED, context()));
  assert.equal(log.version, "2.1.0");
  const [run] = log.runs;
  for (const result of run.results) assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  assert.equal(run.results.filter((result: Result) => result.suppressions !== undefined).length, 1);
});

test("a finding stays itself when its line moves, and two of a kind are two", () => {
  const before = printsOf(render([finding(), finding()]));
  const moved: Finding["at"] = { file: "tools/segment.plugin.json", pointer: "/inputs/0/default", line: 9, column: 2 };
  assert.deepEqual(printsOf(render([finding({ at: moved }), finding({ at: moved })])), before);
  assert.equal(new Set(before).size, 2);
});

test("writes odd paths as URIs", () => {
  const at: Finding["at"] = { file: "a b/@x#1/{{c}}/é.json", pointer: "", line: 1, column: 1 };
  const [result] = render([finding({ at })]);
  assert.equal(result?.locations[0]?.physicalLocation.artifactLocation.uri, "a%20b/%40x%231/%7B%7Bc%7D%7D/%C3%A9.json");
});

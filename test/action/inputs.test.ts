import assert from "node:assert/strict";
import { test } from "node:test";
import { parseInputs } from "../../action/inputs.ts";
import { placeReports } from "../../action/place-reports.ts";

const DEFAULTS: Record<string, string> = { mode: "validate", path: ".", "fail-on": "error", "all-paths": "false" };

function parse(changed: Record<string, string>) {
  return parseInputs((name) => ({ ...DEFAULTS, ...changed })[name] ?? "");
}

test("defaults are narrowed", () => {
  assert.deepEqual(parse({}), { mode: "validate", path: ".", failOn: "error", allPaths: false });
});

const wrong: [inputs: Record<string, string>, said: RegExp][] = [
  [{ mode: "" }, /input mode: expected validate .*got ""/],
  [{ mode: "index" }, /not supported yet/],
  [{ "fail-on": "errors" }, /input fail-on: expected error, warning, note, never, got "errors"/],
  [{ "fail-on": "ERROR" }, /fail-on/],
  [{ "all-paths": "yes" }, /input all-paths: expected true or false, got "yes"/],
  [{ mode: `\n::error::x${"y".repeat(1000)}` }, /^[^\n]{1,220}$/],
];

for (const [inputs, said] of wrong) {
  test(`wrong inputs ${JSON.stringify(inputs).slice(0, 40)} give one clear line`, () => {
    assert.throws(() => parse(inputs), said);
  });
}

test("paths are placed in the workspace, images and repositories are left alone", () => {
  const url = "docs/checks.md#x";
  const at = { file: "a/b.json", pointer: "", line: 1, column: 1 };
  const report = {
    path: "a/b.json",
    family: "own",
    plugins: [],
    findings: [
      { check: "x", level: "error" as const, message: "m", url, at },
      { check: "x", level: "error" as const, message: "m", url, at: { image: "ghcr.io/a/b:1" } },
    ],
  };
  const [placed] = placeReports([report], "sub/dir");
  assert.equal(placed?.path, "sub/dir/a/b.json");
  assert.deepEqual(
    placed?.findings.map((finding) => finding.at),
    [{ ...at, file: "sub/dir/a/b.json" }, { image: "ghcr.io/a/b:1" }],
  );
  assert.deepEqual(placeReports([report], ""), [report]);
});

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { checks } from "../../src/checks/index.ts";
import { renderChecksDoc } from "../../src/checks/render-checks-doc.ts";
import { runChecks, sortFindings } from "../../src/checks/run-checks.ts";
import type { Check, FactName } from "../../src/model/evidence.ts";
import type { Finding } from "../../src/model/finding.ts";
import { evidence, named, parameter, plugin, resolved } from "./make-evidence.ts";

const NEIGHBORS = { siblings: [], catalogNames: [] };

test("every row has its own file, named by its id; the table is alphabetical", () => {
  const folder = new URL("../../src/checks/", import.meta.url);
  const ids = checks.map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  const files = globSync("*.ts", { cwd: folder }).filter((file) =>
    /: CheckRow = \{/.test(readFileSync(new URL(file, folder), "utf8")),
  );
  assert.deepEqual(files.map((file) => basename(file, ".ts")).toSorted(), ids);
});

test("checks of images wait for resolve", () => {
  const needs = (given: ReturnType<typeof evidence>) => {
    const ran = new Set(runChecks(given, NEIGHBORS, checks).map(({ check }) => check));
    return new Set(checks.filter(({ id }) => ran.has(id)).flatMap((row): readonly FactName[] => row.needs));
  };
  assert.deepEqual([...needs(evidence())].toSorted(), ["document", "plugin"]);
  assert.deepEqual([...needs(resolved({}))].toSorted(), ["document", "image", "plugin", "scan", "signature"]);
  const { plugin: _, ...unread } = evidence();
  assert.deepEqual([...needs(unread)], ["document"]);
});

test("a registry that cannot be reached makes no finding and no pass", () => {
  const results = runChecks(resolved({}), NEIGHBORS, checks);
  const ofImages = new Set<string>(
    checks.filter(({ needs }) => needs.some((name) => name === "image")).map(({ id }) => id),
  );
  for (const { check, outcome, findings } of results.filter((result) => ofImages.has(result.check))) {
    assert.deepEqual([outcome, findings.length], ["not-available", 0], check);
  }
});

test("a good plugin passes every check of its manifest", () => {
  const record = plugin({
    version: { raw: "1.2.0", kind: "semver" },
    license: { raw: "MIT", spdx: "MIT" },
    claims: ["segmentation"],
    hardware: { memoryMiB: 4096 },
    images: [named("ghcr.io/lab/segment:1.2.0")],
    parameters: [parameter({ default: 1, minimum: 0, maximum: 2 })],
  });
  const results = runChecks(evidence({ plugin: record }), NEIGHBORS, checks);
  assert.deepEqual(
    results.flatMap(({ findings }) => findings),
    [],
  );
});

test("findings come in one order, and thousands of one kind are cut, not dropped in silence", () => {
  const finding = (line: number): Finding => ({
    check: "x",
    level: "note",
    message: "m",
    at: { file: "a", pointer: "", line, column: 1 },
    url: "u",
  });
  const shuffled = [3, 1, 2].map(finding);
  assert.deepEqual(sortFindings(shuffled), [1, 2, 3].map(finding));
  const many: Check = {
    id: "x",
    title: "",
    why: "",
    remedy: "",
    severity: "info",
    needs: [],
    evaluate: () => ({ outcome: "fail", findings: Array.from({ length: 5000 }, (_, index) => finding(5000 - index)) }),
  };
  const [result] = runChecks(evidence(), NEIGHBORS, [many]);
  assert.equal(result?.findings.length, 101);
  assert.equal(result?.findings.at(-1)?.message, "and 4900 more of this kind");
});

test("the documentation has a heading for every check", () => {
  const text = renderChecksDoc(checks);
  assert.match(text, /^<!-- Do not edit/);
  for (const { id, why, remedy } of checks) {
    assert.ok(text.includes(`\n## ${id}\n`), id);
    assert.ok(text.includes(why) && text.includes(remedy), id);
  }
  assert.ok(text.includes("IMG-001"));
  assert.equal(text, renderChecksDoc(checks));
});

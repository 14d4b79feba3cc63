import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { writeFixes } from "../../src/commands/fix.ts";
import { runHere } from "./run-here.ts";

const HEAD = '"name":"n","version":"1.0.0","title":"t","description":"d","containerId":"a/b:1.0.0"';
const BROKEN = `{${HEAD},\r\n "inputs": {\r\n  "é": {"type": "string", "required": "True"}\r\n },\r\n "outputs": [], "ui": []}`;
const BETTER = `{${HEAD},\r\n "inputs": [\r\n  {"name": "é", "type": "string", "required": true}\r\n ],\r\n "outputs": [], "ui": []}`;

function folder(t: TestContext, files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), "waybill-fix-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, ".."), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

test("--fix mends layer by layer, writes, and reports what is left", async (t) => {
  const path = folder(t, { "a/plugin.json": BROKEN });
  chmodSync(join(path, "a/plugin.json"), 0o640);
  const { exit, stdout } = await runHere(["validate", path, "--fix", "--json"]);
  assert.equal(readFileSync(join(path, "a/plugin.json"), "utf8"), BETTER);
  assert.equal(statSync(join(path, "a/plugin.json")).mode & 0o777, 0o640);
  assert.deepEqual(readdirSync(join(path, "a")), ["plugin.json"]);
  const report = JSON.parse(stdout);
  assert.equal(report.isDryRun, false);
  assert.deepEqual(
    report.fixed.map(({ path: name, findings }: { path: string; findings: { check: string }[] }) => [
      name,
      findings.map(({ check }) => check),
    ]),
    [["a/plugin.json", ["family-schema", "required-is-boolean"]]],
  );
  // The name is no WIPP name, and a description is missing: nobody but the author can mend that.
  assert.equal(exit, 1);
  assert.ok(!JSON.stringify(report.manifests).includes("required-is-boolean"));
});

test("--fix --dry-run prints a diff and changes nothing", async (t) => {
  const path = folder(t, { "plugin.json": BROKEN });
  const { exit, stdout } = await runHere(["validate", path, "--fix", "--dry-run"]);
  assert.equal(readFileSync(join(path, "plugin.json"), "utf8"), BROKEN);
  assert.ok(stdout.startsWith("--- a/plugin.json\n+++ b/plugin.json\n@@ -1,5 +1,5 @@\n"), stdout);
  assert.ok(stdout.includes('+  {"name": "é", "type": "string", "required": true}\r\n'));
  assert.equal(exit, 1);
});

test("one file, named, is mended also where only a trailing comma kept it from being read", async (t) => {
  const path = folder(t, { "plugin.json": `{${HEAD}, "inputs": [], "outputs": [], "ui": [],}` });
  const { exit } = await runHere(["validate", join(path, "plugin.json"), "--fix"]);
  assert.equal(readFileSync(join(path, "plugin.json"), "utf8"), `{${HEAD}, "inputs": [], "outputs": [], "ui": []}`);
  assert.equal(exit, 0);
});

test("what no family knows, what is muted and what is good stay untouched", async (t) => {
  const files = {
    "plugin.json": '{"library": "x", "inputs": {},}',
    "muted/plugin.json": BROKEN,
    ".waybill.yml":
      "mute:\n  - { check: family-schema, reason: r, expires: 2999-01-01 }\n  - { check: required-is-boolean, reason: r, expires: 2999-01-01 }\n",
    "good/plugin.json": `{${HEAD}, "inputs": [], "outputs": [], "ui": []}`,
  };
  const path = folder(t, files);
  const { stdout } = await runHere(["validate", path, "--fix"]);
  for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(join(path, name), "utf8"), text, name);
  assert.match(stdout, /^fixed: nothing/);
});

test("--dry-run without --fix, and a folder of many repositories, are wrong usage", async (t) => {
  const path = folder(t, { "lab__a/plugin.json": BROKEN, "lab__b/plugin.json": BROKEN });
  for (const argv of [["--dry-run"], ["--fix"]]) {
    const { exit } = await runHere(["validate", path, ...argv]);
    assert.equal(exit, 2, argv.join());
  }
  assert.equal(readFileSync(join(path, "lab__a/plugin.json"), "utf8"), BROKEN);
});

test("a file that changed meanwhile, a link and a path out of the folder are not written", (t) => {
  const path = folder(t, { "in/a.json": "new", "out/b.json": "old" });
  symlinkSync(join(path, "out/b.json"), join(path, "in/link.json"));
  symlinkSync(join(path, "out"), join(path, "in/folder"));
  const fix = (name: string) => ({ path: name, before: "old", after: "mended", mended: [] });
  const said = writeFixes(join(path, "in"), ["a.json", "link.json", "folder/b.json", "gone.json"].map(fix));
  assert.deepEqual(said, [
    "a.json: not fixed: was changed since it was read",
    "link.json: not fixed: is no regular file there",
    "folder/b.json: not fixed: lies outside of the folder",
    "gone.json: not fixed: is no regular file there",
  ]);
  assert.equal(readFileSync(join(path, "out/b.json"), "utf8"), "old");
});

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder, writeFiles } from "../commands/make-index.ts";
import { EXAMPLE, ROOT, runNode } from "../commands/run-cli.ts";
import { dataPath } from "../parts/presence.ts";
import { type ActionRun, runAction } from "./run-action.ts";

const LAB = join(EXAMPLE, "repositories", "lab__plugins");

/** A workspace as actions/checkout leaves it, with its files where a test wants them. */
function makeWorkspace(t: TestContext, folder = "", from = LAB): string {
  const workspace = makeFolder(t);
  cpSync(from, join(workspace, folder), { recursive: true });
  return workspace;
}

/** Errors and warnings; which notices there are is for the checks to say. */
function notes({ commands }: ActionRun): string[] {
  const loud = commands.filter(({ command }) => command !== "notice");
  return loud.map(({ command, properties, message }) => {
    const { file, line, title } = properties;
    return file === undefined ? `${command}: ${message}` : `${command} ${file}:${line} ${title}`;
  });
}

test("annotations stand on the lines at fault, outputs and summary say the same", async (t) => {
  const run = await runAction(makeWorkspace(t));
  assert.equal(run.status, 1, run.stderr);
  assert.deepEqual(notes(run), [
    "error broken.plugin.json:8 syntax",
    "error track.plugin.json:9 version-equals-tag",
    "warning segment.plugin.json:31 default-in-range",
    "error: 2 findings at level error or above, see the annotations",
  ]);
  const notices = run.commands.filter(({ command }) => command === "notice").length;
  assert.deepEqual(run.outputs, { valid: "false", findings: String(3 + notices), plugins: "4" });
  assert.match(run.summary, /2 errors.*1 warning/);
  assert.match(run.summary, /segment\.plugin\.json:31/);
  assert.equal(run.stderr, "");
});

const levels: [failOn: string, status: number, valid: string][] = [
  ["error", 1, "false"],
  ["warning", 1, "false"],
  ["note", 1, "false"],
  ["never", 0, "true"],
];

for (const [failOn, status, valid] of levels) {
  test(`fail-on ${failOn} over errors: exit ${status}`, async (t) => {
    const run = await runAction(makeWorkspace(t), { "fail-on": failOn });
    assert.deepEqual([run.status, run.outputs["valid"]], [status, valid]);
    assert.ok(Number(run.outputs["findings"]) >= 3, "the number of findings does not depend on it");
  });
}

test("fail-on error lets warnings pass, fail-on warning does not", async (t) => {
  const workspace = makeWorkspace(t);
  for (const name of ["broken.plugin.json", "track.plugin.json"]) rmSync(join(workspace, name));
  assert.equal((await runAction(workspace)).status, 0);
  const strict = await runAction(workspace, { "fail-on": "warning" });
  assert.deepEqual([strict.status, strict.outputs["valid"]], [1, "false"]);
});

test("a repository without plugins is valid, and its summary says that nothing was found", async (t) => {
  const workspace = makeFolder(t);
  writeFiles(workspace, { "package.json": "{}", "readme.md": "# Hello" });
  const run = await runAction(workspace);
  assert.deepEqual([run.status, run.outputs], [0, { valid: "true", findings: "0", plugins: "0" }]);
  assert.notEqual(run.summary, "");
});

test("with a path, places are relative to the workspace, where GitHub looks for them", async (t) => {
  for (const path of ["sub", "./sub/", "sub/deeper/.."]) {
    const workspace = makeWorkspace(t, "sub");
    mkdirSync(join(workspace, "sub", "deeper"));
    writeFileSync(join(workspace, "other.plugin.json"), "{");
    const run = await runAction(workspace, { path });
    assert.deepEqual(notes(run).slice(0, 3), [
      "error sub/broken.plugin.json:8 syntax",
      "error sub/track.plugin.json:9 version-equals-tag",
      "warning sub/segment.plugin.json:31 default-in-range",
    ]);
    assert.match(run.summary, /sub\/segment\.plugin\.json:31/);
  }
});

test("test folders are looked at when all-paths asks for it", async (t) => {
  const workspace = makeWorkspace(t, "tests/data");
  assert.equal((await runAction(workspace)).outputs["plugins"], "0");
  const run = await runAction(workspace, { "all-paths": "true" });
  assert.equal(run.outputs["plugins"], "4");
  assert.match(notes(run)[0] ?? "", /tests\/data\/broken\.plugin\.json/);
});

const wrong: [inputs: Record<string, string>, said: RegExp][] = [
  [{ mode: "index" }, /usage: input mode: expected validate/],
  [{ mode: "" }, /usage: input mode/],
  [{ "fail-on": "high" }, /usage: input fail-on: expected error, warning, note, never, got "high"/],
  [{ "all-paths": "maybe" }, /usage: input all-paths: expected true or false/],
  [{ path: "absent" }, /usage: input path: expected a folder, found none at "absent"/],
  [{ path: "broken.plugin.json" }, /usage: input path: expected a folder/],
  [{ path: ".." }, /usage: input path: expected a folder inside the workspace, got "\.\."/],
  [{ path: "/etc" }, /usage: input path: expected a folder inside the workspace/],
  [{ path: "out" }, /usage: input path: expected a folder inside the workspace, got "out"/],
];

for (const [inputs, said] of wrong) {
  test(`inputs ${JSON.stringify(inputs)} end in one clear error`, async (t) => {
    const workspace = makeWorkspace(t);
    symlinkSync(tmpdir(), join(workspace, "out"));
    const run = await runAction(workspace, inputs);
    assert.equal(run.status, 1);
    assert.equal(run.commands.length, 1, run.stdout);
    assert.equal(run.commands[0]?.command, "error");
    assert.match(run.commands[0]?.message ?? "", said);
    assert.deepEqual(run.outputs, {});
  });
}

test("an invalid .waybill.yml is told of and hides nothing", async (t) => {
  const workspace = makeWorkspace(t);
  writeFileSync(join(workspace, ".waybill.yml"), 'publsh: false\n"x\\n::error::y": 1\n');
  const run = await runAction(workspace);
  const [first] = run.commands;
  assert.equal(first?.command, "warning");
  assert.match(first?.message ?? "", /unknown key `publsh`.*did you mean `publish`/);
  assert.equal(run.outputs["plugins"], "4");
});

const PAYLOADS = [
  "x\n::set-output name=valid::true",
  "x\r\n::stop-commands::token",
  "x%0A::error::injected",
  "\u001b[31mred\u001b[0m \u001b]8;;https://evil.example\u0007link",
  "\u202eevil\u2066",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "[click](javascript:alert(1)) ![x](https://evil.example/x.png) @everyone #1 | cell `code`",
  "##[error]injected",
  "::add-mask::1",
];

test("a hostile manifest injects neither commands nor markup nor control characters", async (t) => {
  const workspace = makeFolder(t);
  for (const [at, payload] of PAYLOADS.entries()) {
    const manifest = {
      waybill: 1,
      name: payload,
      version: payload,
      license: payload,
      images: [{ reference: payload }],
      [payload]: payload,
      inputs: [{ key: payload, type: payload, default: payload, choices: ["a"] }],
    };
    writeFiles(workspace, { [`p${at}.plugin.json`]: JSON.stringify(manifest) });
  }
  writeFiles(workspace, {
    "a\n::set-output name=valid::true\u001b[2J.plugin.json": "{",
    "::error::x.plugin.json": "{",
  });
  const run = await runAction(workspace, { "fail-on": "never" });
  assert.equal(run.status, 0, run.stderr);
  const strange = run.commands.filter(({ command }) => !["error", "warning", "notice"].includes(command));
  assert.deepEqual(strange, []);
  assert.ok(run.commands.length <= 30);
  const titles = new Set(run.commands.map(({ properties }) => properties["title"]));
  assert.ok(
    [...titles].every((title) => /^[a-z-]+$/.test(title ?? "")),
    [...titles].join(),
  );
  for (const line of run.stdout.split("\n")) {
    assert.match(line, /^(?:::(?:error|warning|notice) file=|\d+ more findings|$)/);
    // The runner looks for `##[` only in lines that are no `::` command.
    assert.ok(line.startsWith("::") || !line.includes("##["));
  }
  assert.equal(run.outputs["valid"], "true");
  assert.equal(run.outputs["plugins"], String(PAYLOADS.length));
  for (const text of [run.stdout, run.summary]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is asked
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
  assert.doesNotMatch(run.summary, /<script|<img|\]\(|javascript:alert\(|@everyone|https:\/\/evil/);
});

test("real manifests: each kind is annotated at most ten times, and the outputs count them all", async (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  for (const family of ["wipp", "boutiques"]) {
    for (const name of readdirSync(join(corpus, family)).slice(0, 3)) {
      const workspace = makeWorkspace(t, "", join(corpus, family, name));
      const run = await runAction(workspace, { "all-paths": "true" });
      assert.ok(run.status === 0 || run.status === 1, run.stderr);
      const errors = run.commands.filter(({ properties }) => properties["file"] !== undefined);
      assert.equal(run.outputs["valid"], String(run.status === 0));
      assert.ok(errors.length <= 30);
      for (const { properties } of errors) {
        const lines = readFileSync(join(workspace, properties["file"] ?? ""), "utf8").split("\n").length;
        assert.ok(Number(properties["line"]) <= lines, `${properties["file"]}:${properties["line"]}`);
      }
      t.diagnostic(`${family}/${name}: ${run.outputs["plugins"]} plugins, ${run.outputs["findings"]} findings`);
    }
  }
});

test("the committed bundle is what the sources give", async (t) => {
  const outDir = mkdtempSync(join(tmpdir(), "waybill-bundle-"));
  t.after(() => rmSync(outDir, { recursive: true, force: true }));
  const script = `const { buildAction } = await import(${JSON.stringify(join(ROOT, "scripts", "build-action.ts"))}); await buildAction(${JSON.stringify(outDir)});`;
  const built = await runNode(["--input-type=module", "--eval", script]);
  assert.equal(built.status, 0, built.stderr);
  const fresh = readFileSync(join(outDir, "index.js"));
  const committed = readFileSync(join(ROOT, "action", "dist", "index.js"));
  assert.ok(fresh.equals(committed), "run `npm run build:action` and commit action/dist");
});

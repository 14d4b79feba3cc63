import assert from "node:assert/strict";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { schemaFaults } from "./compile-schemas.ts";
import { makeFolder, writeFiles } from "./make-index.ts";
import { runHere } from "./run-here.ts";

const ANSWERS = { name: "Spot counter", version: "1.0.0", images: [{ reference: "ghcr.io/lab/spot:1.0.0" }] };
const WIPP = {
  name: "segment",
  version: "1.2.0",
  title: "Segment",
  author: "Ada Example (ada@example.org)",
  description: "Mail ada@example.org for help.",
  containerId: "lab/segment:1.2.0",
  inputs: [{ name: "password", type: "string", required: true, description: "of the store" }],
  outputs: [{ name: "labels", type: "collection", description: "" }],
  ui: [{ key: "inputs.password", title: "Password", default: "hunter2" }],
};
const GRAPH = {
  cwlVersion: "v1.2",
  $graph: ["sort", "align"].map((id) => ({
    class: "CommandLineTool",
    id,
    baseCommand: [id],
    requirements: [{ class: "DockerRequirement", dockerPull: `lab/${id}:2.0.0` }],
    inputs: [],
    outputs: [],
  })),
};

test("a manifest of another family becomes one of ours, without addresses and secrets", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "plugin.json": JSON.stringify(WIPP) });
  const outcome = await runHere(["init", "--from", "plugin.json", "--json"], { folder });
  assert.equal(outcome.exit, 0, outcome.stderr);
  const report = JSON.parse(outcome.stdout);
  assert.deepEqual(schemaFaults("cli/init", report), []);
  assert.equal(report.file, "segment.plugin.json");
  assert.deepEqual(report.from, { file: "plugin.json", family: "wipp" });
  const text = readFileSync(join(folder, "segment.plugin.json"), "utf8");
  assert.deepEqual(JSON.parse(text), report.manifest);
  assert.doesNotMatch(text, /ada@|hunter2/);
  assert.equal((await runHere(["validate", "segment.plugin.json"], { folder })).exit, 0);
});

test("answers make a manifest, under a name of its own, and what is missing is said", async (t) => {
  const folder = makeFolder(t);
  const outcome = await runHere(["init", "sub", "--answers", JSON.stringify(ANSWERS)], { folder });
  assert.equal(outcome.exit, 0, outcome.stderr);
  assert.match(outcome.stdout, /wrote sub\/spot-counter\.plugin\.json\nnot said yet: summary, description, authors/);
  assert.ok(existsSync(join(folder, "sub", "spot-counter.plugin.json")));
});

test("YAML is written where the name asks for it, and reads back", async (t) => {
  const folder = makeFolder(t);
  const images = [{ reference: "ghcr.io/lab/spot:1.0" }];
  const answers = JSON.stringify({ ...ANSWERS, version: "1.0", title: "yes", images });
  const argv = ["init", "--answers", answers, "--output", "a.plugin.yaml"];
  assert.equal((await runHere(argv, { folder })).exit, 0);
  assert.match(readFileSync(join(folder, "a.plugin.yaml"), "utf8"), /\nversion: "1\.0"\n/);
  const validated = JSON.parse((await runHere(["validate", "a.plugin.yaml", "--json"], { folder })).stdout);
  assert.equal(validated.summary.errors, 0);
});

test("answers go before what the other manifest says", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "plugin.json": JSON.stringify(WIPP) });
  const argv = ["init", "--from", "plugin.json", "--answers", '{"license":"MIT","version":"2.0.0"}', "--json"];
  const { manifest } = JSON.parse((await runHere(argv, { folder })).stdout);
  assert.deepEqual([manifest.license, manifest.version, manifest.name], ["MIT", "2.0.0", "segment"]);
});

test("addresses in answers stay only as contact", async (t) => {
  const folder = makeFolder(t);
  const answers = {
    ...ANSWERS,
    contact: "help@example.org",
    summary: "By eva@example.org.",
    authors: [{ name: "Eva <eva@example.org>", email: "eva@example.org" }],
  };
  const outcome = await runHere(["init", "--answers", JSON.stringify(answers)], { folder });
  assert.equal(outcome.exit, 0, outcome.stderr);
  const text = readFileSync(join(folder, "spot-counter.plugin.json"), "utf8");
  assert.doesNotMatch(text, /eva@/);
  assert.match(text, /"contact": "help@example\.org"/);
});

test("a person at a terminal is asked only what is not known", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "plugin.json": JSON.stringify(WIPP) });
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    return question.startsWith("License") ? " MIT " : "";
  };
  const outcome = await runHere(["init", "--from", "plugin.json", "--json"], { folder, ask });
  assert.equal(outcome.exit, 0, outcome.stderr);
  assert.equal(JSON.parse(outcome.stdout).manifest.license, "MIT");
  assert.deepEqual(
    asked.map((question) => question.split(" ")[0]),
    ["What", "License"],
  );
});

test("all that a terminal answers makes a manifest", async (t) => {
  const folder = makeFolder(t);
  const answers = ["spot", "1.0.0", "ghcr.io/lab/spot:1.0.0", "Counts spots.", "MIT", "Ada, Eva"];
  const outcome = await runHere(["init", "--json"], { folder, ask: async () => answers.shift() ?? "" });
  assert.equal(outcome.exit, 0, outcome.stderr);
  assert.deepEqual(JSON.parse(outcome.stdout).manifest.authors, [{ name: "Ada" }, { name: "Eva" }]);
});

const answers = JSON.stringify(ANSWERS);
const refused: [what: string, argv: string[], said: RegExp][] = [
  ["nothing to begin with", [], /expected --from or --answers/],
  ["answers that are no JSON", ["--answers", "{"], /--answers: expected one JSON object/],
  ["answers that are a list", ["--answers", "[]"], /--answers: expected one JSON object/],
  ["answers without an image", ["--answers", '{"name":"a","version":"1.0.0"}'], /missing "images"/],
  ["a misspelled field", ["--answers", answers.replace('"name"', '"nmae"')], /nmae/],
  ["another version of the form", ["--answers", answers.replace("{", '{"waybill":2,')], /waybill/],
  ["a file that is not there", ["--from", "absent.json"], /--from: absent\.json: not there/],
  ["a folder that is not there", ["--from", "a/absent.json"], /expected a manifest, found nothing/],
  ["a file of no family", ["--from", "other.json"], /no family of manifests recognizes it/],
  ["a file that does not parse", ["--from", "broken.json"], /broken\.json:1:2/],
  ["one of several plugins", ["--from", "graph.cwl"], /--tool: sort, align/],
  ["a plugin that is not in it", ["--from", "graph.cwl", "--tool", "count"], /--tool: sort, align/],
  ["a name that nobody would find", ["--answers", answers, "--output", "spot.json"], /NAME\.plugin\.json/],
  ["a file that is there", ["--answers", answers, "--output", "there.plugin.json"], /--force replaces/],
  ["a link", ["--answers", answers, "--output", "link.plugin.json"], /--force replaces/],
];

for (const [what, argv, said] of refused) {
  test(`init refuses ${what}, and writes nothing`, async (t) => {
    const folder = makeFolder(t);
    writeFiles(folder, {
      "other.json": "{}",
      "broken.json": "{",
      "graph.cwl": JSON.stringify(GRAPH),
      "there.plugin.json": "mine",
      "target.txt": "mine",
    });
    symlinkSync("target.txt", join(folder, "link.plugin.json"));
    const outcome = await runHere(["init", ...argv], { folder });
    assert.equal(outcome.exit, 2, outcome.stdout);
    assert.match(outcome.stderr, said);
    assert.equal(readFileSync(join(folder, "there.plugin.json"), "utf8"), "mine");
    assert.equal(readFileSync(join(folder, "target.txt"), "utf8"), "mine");
    assert.equal(existsSync(join(folder, "spot-counter.plugin.json")), false);
  });
}

test("one of several plugins is taken by its name, and --force replaces a file", async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { "graph.cwl": JSON.stringify(GRAPH) });
  writeFileSync(join(folder, "align.plugin.json"), "old");
  // CWL names no version of a tool: it is the author's to say.
  const argv = ["init", "--from", "graph.cwl", "--tool", "align", "--answers", '{"version":"2.0.0"}'];
  assert.equal((await runHere(argv, { folder })).exit, 2);
  const outcome = await runHere([...argv, "--force", "--json"], { folder });
  assert.equal(outcome.exit, 0, outcome.stderr);
  assert.equal(JSON.parse(outcome.stdout).manifest.images[0].reference, "lab/align:2.0.0");
  assert.equal((await runHere(["validate", "align.plugin.json"], { folder })).exit, 0);
});

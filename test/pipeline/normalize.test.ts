import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { defaultConfig } from "../../src/config/waybill-config.ts";
import { discover } from "../../src/pipeline/discover.ts";
import { normalize } from "../../src/pipeline/normalize.ts";
import { read } from "../../src/pipeline/read.ts";
import type { Subject } from "../../src/pipeline/subject.ts";
import { type FakeRepository, fakeSource, makeRepository, makeRun, ownManifest } from "./make-run.ts";

async function subjectsOf(files: FakeRepository["files"], includeUnparseable = false): Promise<Subject[]> {
  const source = fakeSource([{ repository: makeRepository("lab", "plugins"), files }]);
  const run = makeRun({ sources: [source], config: { ...defaultConfig("/"), includeUnparseable } });
  return normalize(run, await read(run, await discover(run)));
}

const WIPP = '{"name":"w","version":"1.0.0","containerId":"lab/w:1.0.0","inputs":[],"outputs":[],"ui":[]}';

/** manifests.md §6: what a hit of name, syntax and content means; silent: no subject at all. */
const rows: [what: string, path: string, text: string, optIn: boolean, told: "plugin" | "fault" | "silent"][] = [
  ["name and content", "plugin.json", WIPP, false, "plugin"],
  ["a name alone", "plugin.json", '{"name":"something else"}', false, "silent"],
  ["a name alone, opted in", "plugin.json", '{"name":"something else"}', true, "silent"],
  ["no syntax", "plugin.json", "{", false, "silent"],
  ["no syntax, opted in", "plugin.json", "{", true, "fault"],
  ["a tagged name without syntax", "x.plugin.json", "{", false, "fault"],
  ["a tagged name with other content", "x.plugin.json", '{"name":"x"}', false, "fault"],
  ["a tagged name that holds a list", "x.plugin.yaml", "- a\n", false, "fault"],
  ["a tagged name that holds a text", "x.plugin.yml", "hello\n", false, "fault"],
  ["a tagged name that is empty", "x.plugin.json", "", false, "fault"],
  ["a tagged name that is right", "x.plugin.json", ownManifest(), false, "plugin"],
  ["a tagged name that holds another family's", "x.plugin.json", WIPP, false, "plugin"],
];

for (const [what, path, text, optIn, told] of rows) {
  test(`${what} (${path}): ${told}`, async () => {
    const subjects = await subjectsOf({ [path]: text }, optIn);
    const answer = subjects.map(({ evidence }) => (evidence.plugin === undefined ? "fault" : "plugin"));
    assert.deepEqual(answer, told === "silent" ? [] : [told]);
    if (told === "fault") assert.ok((subjects[0]?.evidence.document.faults.length ?? 0) > 0);
  });
}

test("a file of several plugins gives one subject each, by tool", async () => {
  const tool = (id: string) => ({ id, class: "CommandLineTool", inputs: [], outputs: [], baseCommand: "x" });
  const text = JSON.stringify({ cwlVersion: "v1.2", $graph: [tool("a"), tool("b")] });
  const subjects = await subjectsOf({ "tools.cwl": text });
  assert.deepEqual(
    subjects.map(({ tool: name }) => name),
    ["a", "b"],
  );
  assert.equal(new Set(subjects.map(({ evidence }) => evidence.document)).size, 1, "parsed once");
});

test("a pointer file is no plugin: silent where it is right, told where it is not", async () => {
  const pointer = (path: string) => `version: 1.2\ntools:\n  - subclass: CWL\n    primaryDescriptorPath: ${path}\n`;
  const cwl = JSON.stringify({
    cwlVersion: "v1.2",
    class: "CommandLineTool",
    inputs: [],
    outputs: [],
    baseCommand: "x",
  });
  const right = await subjectsOf({ ".dockstore.yml": pointer("/tool.cwl"), "tool.cwl": cwl });
  assert.deepEqual(
    right.map(({ evidence }) => [evidence.file.path, evidence.plugin?.family]),
    [["tool.cwl", "cwl"]],
  );
  const [wrong, ...rest] = await subjectsOf({ ".dockstore.yml": pointer("../tool.cwl") });
  assert.deepEqual([wrong?.family?.id, wrong?.evidence.plugin, rest.length], ["dockstore", undefined, 0]);
});

test("a repository called image_batch_… or image_interactive_… says the mode that its manifest does not", async () => {
  const modeIn = async (name: string, run?: object) => {
    const files = { "x.plugin.json": ownManifest(run === undefined ? {} : { run }) };
    const reading = makeRun({ sources: [fakeSource([{ repository: makeRepository("lab", name), files }])] });
    const [subject] = normalize(reading, await read(reading, await discover(reading)));
    const plugin = subject?.evidence.plugin;
    return [plugin?.run.mode, plugin?.from["/run/mode"]];
  };
  assert.deepEqual(await modeIn("image_batch_count"), ["batch", "repository"]);
  assert.deepEqual(await modeIn("Image_Interactive_desk"), ["interactive", "repository"]);
  assert.equal((await modeIn("image_batch_count", { mode: "interactive" }))[0], "interactive");
  assert.equal((await modeIn("image_other"))[0], "unknown");
});

test("references are parsed once, and one that is none keeps its text", async () => {
  const images = [{ reference: "ghcr.io/lab/a:1" }, { reference: "not a reference" }];
  const [subject] = await subjectsOf({ "x.plugin.json": ownManifest({ images }) });
  const plugin = subject?.evidence.plugin;
  assert.deepEqual(
    plugin?.images.map(({ raw, reference }) => [raw, reference?.host]),
    [
      ["ghcr.io/lab/a:1", "ghcr.io"],
      ["not a reference", undefined],
    ],
  );
});

test("the file is named by commit, blob and the sha256 of its raw bytes", async () => {
  const text = `\uFEFF${ownManifest()}`;
  const [subject] = await subjectsOf({ "x.plugin.json": text });
  assert.deepEqual(subject?.evidence.file, {
    path: "x.plugin.json",
    commit: "c".repeat(40),
    blobOid: "b".repeat(40),
    sha256: createHash("sha256").update(text).digest("hex"),
  });
});

test("what was refused is a fault with its reason, and the file is named by what was read of it: nothing", async () => {
  const refusals = { "too-large": "too-large", "symlink-outside": "not-a-document", gone: "not-a-document" } as const;
  for (const [reason, kind] of Object.entries(refusals)) {
    const refused = { outcome: "refused", reason: reason as keyof typeof refusals, message: `x: ${reason}` } as const;
    const [subject] = await subjectsOf({ "x.plugin.json": refused });
    assert.deepEqual(
      subject?.evidence.document.faults.map((fault) => [fault.kind, fault.message]),
      [[kind, `x: ${reason}`]],
    );
    assert.equal(subject?.evidence.file.blobOid, "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    assert.equal(subject?.evidence.file.sha256, createHash("sha256").digest("hex"));
    assert.deepEqual(await subjectsOf({ "plugin.json": refused }), [], "without a tag in its name it is silent");
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultConfig } from "../../src/config/waybill-config.ts";
import { WaybillError } from "../../src/model/waybill-error.ts";
import { discover } from "../../src/pipeline/discover.ts";
import type { Run } from "../../src/pipeline/run.ts";
import { fakeSource, makeRepository, makeRun } from "./make-run.ts";

const lab = makeRepository("lab", "plugins");

async function pathsOf(files: Record<string, string>, more: Partial<Run> = {}): Promise<string[]> {
  const run = makeRun({ sources: [fakeSource([{ repository: lab, files }])], ...more });
  return (await discover(run)).files.map(({ file }) => file.path);
}

test("files with a family's name are found, others are not, and nothing is read for it", async () => {
  const source = fakeSource([
    { repository: lab, files: { "a.plugin.json": "", "plugin.json": "", "readme.md": "", "deep/x/tool.cwl": "" } },
  ]);
  const { files } = await discover(makeRun({ sources: [source] }));
  assert.deepEqual(
    files.map(({ file, families }) => [file.path, families.map(({ id }) => id)]),
    [
      ["a.plugin.json", ["own", "wipp"]],
      ["plugin.json", ["wipp"]],
      ["deep/x/tool.cwl", ["cwl"]],
    ],
  );
  assert.deepEqual(source.reads, []);
});

const testPaths = [
  "test/a.plugin.json",
  "tests/a.plugin.json",
  "deep/testdata/a.plugin.json",
  "test-data/a.plugin.json",
  "test_data/a.plugin.json",
  "fixtures/a.plugin.json",
  "fixture/a.plugin.json",
  "Examples/a.plugin.json",
  "example/x/a.plugin.json",
  "template/a.plugin.json",
  "cookiecutter-plugin/a.plugin.json",
  "{{ cookiecutter.name }}/a.plugin.json",
];

for (const path of testPaths) {
  test(`${path} is published only when configured`, async () => {
    assert.deepEqual(await pathsOf({ [path]: "" }), []);
    const config = { ...defaultConfig("/"), includeTestPaths: true };
    assert.deepEqual(await pathsOf({ [path]: "" }, { config }), [path]);
  });
}

for (const path of ["contest/a.plugin.json", "testing/a.plugin.json", "latest/a.plugin.json", "test.plugin.json"]) {
  test(`${path} is no test path`, async () => assert.deepEqual(await pathsOf({ [path]: "" }), [path]));
}

const settings: [text: string, found: string[]][] = [
  ["publish: true\n", ["a.plugin.json", "old/b.plugin.json"]],
  ["publish: false\n", []],
  ["paths: { exclude: ['old/**'] }\n", ["a.plugin.json"]],
  ["paths: { include: ['old/**'] }\n", ["old/b.plugin.json"]],
  ["paths: { include: ['test/**'] }\n", ["test/c.plugin.json"]],
  ["paths: { include: ['**'], exclude: ['test/**'] }\n", ["a.plugin.json", "old/b.plugin.json"]],
  ["paths: { include: ['*.plugin.json'], exclude: ['*.plugin.json'] }\n", []],
];

for (const [text, found] of settings) {
  test(`.waybill.yml ${JSON.stringify(text)} publishes ${found.join(", ") || "nothing"}`, async () => {
    const files = { "a.plugin.json": "", "old/b.plugin.json": "", "test/c.plugin.json": "", ".waybill.yml": text };
    assert.deepEqual(await pathsOf(files), found);
  });
}

test("with a .waybill.yml that cannot be understood the repository stands as it was; validate looks all the same", async () => {
  const tooLarge = { outcome: "refused", reason: "too-large", message: ".waybill.yml: 70000 bytes" } as const;
  for (const content of ["publsh: true\n", "[", tooLarge]) {
    const source = fakeSource([{ repository: lab, files: { "a.plugin.json": "", ".waybill.yml": content } }]);
    const found = await discover(makeRun({ sources: [source] }));
    assert.deepEqual([found.files, found.repositories, found.unreachable.length], [[], [], 1]);
    assert.equal(found.notices.length, 1);
    assert.match(found.notices[0] ?? "", /^github\.com\/lab\/plugins: \.waybill\.yml/);
    const validated = await discover({ ...makeRun({ sources: [source] }), acceptsAnyName: true });
    assert.equal(validated.files.length, 1);
    assert.equal(validated.notices.length, 1);
  }
});

test("who opts out is out, whatever else the .waybill.yml says wrong", async () => {
  const files = { "a.plugin.json": "", ".waybill.yml": "publish: false\nmuted: []\n" };
  const found = await discover(makeRun({ sources: [fakeSource([{ repository: lab, files }])] }));
  assert.deepEqual([found.files.length, found.withdrawn.length], [0, 1]);
});

test("an own .waybill.yml in a deeper folder is a stranger's", async () => {
  const files = { "a.plugin.json": "", "vendor/.waybill.yml": "publish: false\n" };
  assert.deepEqual(await pathsOf(files), ["a.plugin.json"]);
});

const owners: [allow: string[], deny: string[], found: string[]][] = [
  [[], [], ["lab", "other"]],
  [["LAB"], [], ["lab"]],
  [[], ["Lab"], ["other"]],
  [["lab", "other"], ["lab"], ["other"]],
];

for (const [allow, deny, found] of owners) {
  test(`allow ${allow} and deny ${deny}: ${found}, and the others are withdrawn without being read`, async () => {
    const repositories = ["lab", "other"].map((owner) => ({
      repository: makeRepository(owner, "plugins"),
      files: { "a.plugin.json": "", ".waybill.yml": "" },
    }));
    const source = fakeSource(repositories);
    const run = makeRun({ sources: [source], config: { ...defaultConfig("/"), owners: { allow, deny } } });
    const result = await discover(run);
    assert.deepEqual(
      result.repositories.map(({ owner }) => owner),
      found,
    );
    assert.deepEqual(
      result.withdrawn.map(({ repository }) => repository.owner).sort(),
      ["lab", "other"].filter((owner) => !found.includes(owner)),
    );
    assert.ok(source.reads.every((path) => found.includes(path.split("/")[0] ?? "")));
  });
}

test("a private repository is left out, unread, and is withdrawn", async () => {
  const source = fakeSource([
    { repository: makeRepository("lab", "secret", { isPrivate: true }), files: { "a.plugin.json": "" } },
  ]);
  const result = await discover(makeRun({ sources: [source] }));
  assert.deepEqual([result.files, result.repositories, source.reads], [[], [], []]);
  assert.match(result.withdrawn[0]?.reason ?? "", /private/);
});

const unsafe = ["..", "a/b", "", "a b", "x".repeat(101), "a\nb", ".", "-", "nul\0", "ünï"];
for (const name of unsafe) {
  test(`a repository named ${JSON.stringify(name.slice(0, 20))} is left out, and that is told in one line`, async () => {
    const source = fakeSource([
      { repository: makeRepository("lab", name), files: { "a.plugin.json": "" } },
      { repository: lab, files: { "b.plugin.json": "" } },
    ]);
    const result = await discover(makeRun({ sources: [source] }));
    assert.deepEqual(
      result.files.map(({ file }) => file.path),
      ["b.plugin.json"],
    );
    assert.equal(result.notices.length, 1);
    assert.match(result.notices[0] ?? "", /^[^\n]*unsafe name, left out$/);
    const validated = await discover({ ...makeRun({ sources: [source] }), acceptsAnyName: true });
    assert.equal(validated.files.length, 2, "where nothing is written by the name, any will do");
  });
}

test("a repository that cannot be listed is unreachable, the others go on", async () => {
  const source = fakeSource([
    { repository: makeRepository("lab", "down"), files: new WaybillError("not-reachable", "timeout") },
    { repository: lab, files: { "b.plugin.json": "" } },
  ]);
  const result = await discover(makeRun({ sources: [source] }));
  assert.equal(result.unreachable.length, 1);
  assert.deepEqual(result.repositories, [lab]);
  assert.match(result.notices[0] ?? "", /github\.com\/lab\/down: timeout/);
});

test("our own fault is not taken for an outage", async () => {
  const source = fakeSource([{ repository: lab, files: new WaybillError("internal", "bug") }]);
  await assert.rejects(discover(makeRun({ sources: [source] })), { code: "internal" });
});

test("a repository that two sources list is looked at once", async () => {
  const one = fakeSource([{ repository: lab, files: { "a.plugin.json": "" } }], {}, "one");
  const two = fakeSource([{ repository: { ...lab }, files: { "b.plugin.json": "" } }], {}, "two");
  const { files, sources } = await discover(makeRun({ sources: [one, two] }));
  assert.deepEqual(
    files.map(({ file }) => file.path),
    ["a.plugin.json"],
  );
  assert.deepEqual(sources, [
    { id: "one", repositories: 1 },
    { id: "two", repositories: 1 },
  ]);
});

test("a source that hands out fewer than it knows of is incomplete, and its faults are told", async () => {
  const fault = { what: "lab/away", reason: "the folder cannot be opened" };
  const source = fakeSource([{ repository: lab, files: {} }], { expected: 3, faults: [fault] });
  const result = await discover(makeRun({ sources: [source] }));
  assert.deepEqual(result.incomplete, ["fake:source"]);
  assert.deepEqual(result.sources, [{ id: "fake:source", repositories: 3 }]);
  assert.deepEqual(result.notices, ["fake:source: lab/away: the folder cannot be opened"]);
});

test("an opt-out holds although another key is misspelled; other faults leave the entries as they stood", async () => {
  for (const [text, expected] of [
    ["publish: false\npath: x\n", "withdrawn"],
    ["path: x\n", "unreachable"],
    ["paths: [\n", "unreachable"],
  ] as const) {
    const files = { ".waybill.yml": text, "a.plugin.json": "{}" };
    const found = await discover(makeRun({ sources: [fakeSource([{ repository: lab, files }])] }));
    assert.equal(found.files.length, 0, text);
    assert.equal(found[expected].length, 1, text);
    assert.match(found.notices[0] ?? "", /\.waybill\.yml/);
  }
});

test("a source that cannot list a repository it names leaves that repository as it stood, and nothing unexplained", async () => {
  const down = {
    ...fakeSource([]),
    repositories: async () => ({
      repositories: [],
      faults: [{ what: "lab/plugins", reason: "timeout", unreachable: lab }],
      expected: 1,
    }),
  };
  const found = await discover(makeRun({ sources: [down] }));
  assert.deepEqual(found.incomplete, []);
  assert.deepEqual(found.unreachable, [lab]);
});

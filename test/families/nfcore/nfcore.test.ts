import assert from "node:assert/strict";
import { test } from "node:test";
import { nfcore } from "../../../src/families/nfcore/index.ts";
import { documentOf, messagesOf, recordOf } from "../read-root.ts";

const PATH = "modules/nf-core/x/meta.yml";
const MODULE = { name: "x", tools: [{ t: {} }], output: {} };

const RECOGNIZED: [unknown, boolean][] = [
  [MODULE, true],
  [{ name: "x", tools: [], input: null }, true],
  [{ ...MODULE, tools: ["t"] }, false],
  [{ ...MODULE, tools: [{}, null] }, false],
  [{ ...MODULE, tools: { t: {} } }, false],
  [{ name: "x", tools: [] }, false],
  [{ name: "x", components: [], input: [], output: [] }, false],
];

for (const [root, isOurs] of RECOGNIZED) {
  test(`${JSON.stringify(root)} is ${isOurs ? "a" : "no"} module`, () => assert.equal(nfcore.recognizes(root), isOurs));
}

function keysOf(members: object): string[] {
  return recordOf(nfcore, PATH, { ...MODULE, ...members }).parameters.map(
    ({ direction, key }) => `${direction} ${key}`,
  );
}

const file = { type: "file", description: "d" };
const map = { type: "map", description: "d" };

/** Forms of channels that modules have had → parameters. */
const CHANNELS: [members: object, keys: string[]][] = [
  [{ input: [[{ meta: map }, { reads: file }], { db: file }] }, ["in meta", "in reads", "in db"]],
  [{ input: { reads: file } }, ["in reads"]],
  [{ output: { bam: [[{ meta: map }, { "*.bam": file }]] } }, ["out bam.meta", "out bam"]],
  [{ output: { bam: [{ "*.bam": file }] } }, ["out bam"]],
  [{ output: { bam: [[{ "*.bam": file }, { "*.bai": file }]] } }, ["out bam.*.bam", "out bam.*.bai"]],
  [{ output: [{ meta: map }, { bam: file }] }, ["out meta", "out bam"]],
  [{ input: [[[[[{ deep: file }]]]]] }, []],
  [{ input: ["x", null, 3, [null, "x"]] }, []],
];

for (const [members, keys] of CHANNELS) {
  test(`channels of ${JSON.stringify(members).slice(0, 80)}`, () => assert.deepEqual(keysOf(members), keys));
}

/** Glob → extensions that are certain. */
const PATTERNS: [string, string[] | undefined][] = [
  ["*.bam", [".bam"]],
  ["*.{fa, fasta.gz}", [".fa", ".fasta.gz"]],
  ["*.{.html}", [".html"]],
  ["*{fastq.gz}", undefined],
  ["*.{a,b}.fai", undefined],
  ["*", undefined],
  ["[0-9].bam", undefined],
  [`*.{${"a,".repeat(140)}`, undefined],
];

for (const [pattern, extensions] of PATTERNS) {
  test(`the glob ${pattern.slice(0, 30)} lists ${extensions?.join() ?? "nothing for certain"}`, () => {
    const { parameters } = recordOf(nfcore, PATH, { ...MODULE, input: [{ x: { ...file, pattern } }] });
    assert.deepEqual(parameters[0]?.formats, [
      extensions === undefined ? { raw: pattern } : { raw: pattern, extensions },
    ]);
  });
}

test("both spellings of a platform are read, and an image that is no text is left out", () => {
  const docker = { linux_amd64: { name: "r.example/a:1" }, "linux/arm64": { name: "r.example/b:1" }, x: { name: {} } };
  const { images } = recordOf(nfcore, PATH, { ...MODULE, containers: { docker } });
  assert.deepEqual(
    images.map(({ raw, platform }) => [raw, platform]),
    [
      ["r.example/a:1", "linux/amd64"],
      ["r.example/b:1", "linux/arm64"],
    ],
  );
});

test("several licenses have no expression, the same one twice does", () => {
  const tools = (...licences: string[][]) => licences.map((licence, index) => ({ [`t${index}`]: { licence } }));
  const licenseOf = (list: object[]) => recordOf(nfcore, PATH, { ...MODULE, tools: list }).license;
  assert.deepEqual(licenseOf(tools(["MIT"], ["MIT"])), { raw: "MIT", spdx: "MIT" });
  assert.deepEqual(licenseOf(tools(["MIT"], ["GPL v3"])), { raw: "MIT, GPL v3" });
  assert.equal(licenseOf(tools([])), undefined);
});

test("the schema of nf-core tells a tool without any address", () => {
  const root = {
    ...MODULE,
    description: "d",
    keywords: ["a", "b", "c"],
    authors: [],
    tools: [{ t: { description: "d" } }],
  };
  assert.ok(messagesOf(nfcore, PATH, root).some((message) => message.startsWith("/tools/0/t: missing")));
});

test("lists as long as a file may hold are read in less than a second", () => {
  const elements = Array.from({ length: 3_000 }, (_, number) => ({ [`e${number}`]: file }));
  const root = { ...MODULE, input: [elements], output: { a: [elements] }, tools: elements };
  const document = documentOf(PATH, JSON.stringify({ ...root, output: {}, tools: [] }));
  const before = performance.now();
  nfcore.normalize({ ...document, root }, { path: PATH, repositoryName: "r" });
  assert.ok(performance.now() - before < 1_000);
});

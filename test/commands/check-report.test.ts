import assert from "node:assert/strict";
import { test } from "node:test";
import { checkSource } from "../../src/commands/check-report.ts";
import type { CommandPorts } from "../../src/commands/command.ts";
import type { OpenSource } from "../../src/sources/source.ts";
import { AS_OF, fakeSource, makeRepository } from "../pipeline/make-run.ts";

const PATH = "segment.plugin.json";

const ports: CommandPorts = {
  clock: { now: () => new Date(AS_OF), sleep: async () => undefined },
  asOf: AS_OF,
  folder: "/nowhere",
  environment: {},
  progress: () => undefined,
  color: false,
  signal: new AbortController().signal,
};

function manifest(required: unknown): string {
  const plugin = {
    ...{ waybill: 1, name: "segment", version: "1.2.0", summary: "Finds cells.", license: "Apache-2.0" },
    ...{ images: [{ reference: "ghcr.io/lab/segment:1.2.0" }], run: { mode: "batch", command: ["segment"] } },
    inputs: [{ key: "images", type: "file", required }],
    outputs: [{ key: "labels", type: "image" }],
    ...{ hardware: { cpuMinimum: 2, memoryMiB: 4096 }, concepts: ["operation_3443"] },
  };
  return JSON.stringify(plugin);
}

function sourceOf(files: Record<string, string | Error>) {
  return fakeSource([{ repository: makeRepository("lab", "plugins"), files }]);
}

const faulty = () => sourceOf({ [PATH]: manifest("true") });
const clean = () => sourceOf({ [PATH]: manifest(true) });

const rows: [what: string, head: OpenSource, base: OpenSource | undefined, conclusion: string, notes: string[]][] = [
  ["a fault without a base counts", faulty(), undefined, "failure", ["new"]],
  ["a fault that the base has too does not count", faulty(), faulty(), "success", ["old"]],
  ["a fault that the base has not counts", faulty(), clean(), "failure", ["new"]],
  ["a fault counts where the base has no manifest", faulty(), sourceOf({ "README.md": "x" }), "failure", ["new"]],
  ["what was mended is not told", clean(), faulty(), "success", []],
  ["no manifest, no check run", sourceOf({ "README.md": "x" }), faulty(), "none", []],
];
for (const [what, source, base, conclusion, notes] of rows) {
  test(what, async () => {
    const report = await checkSource({ source, ...(base && { base }) }, ports);
    assert.equal(report.conclusion, conclusion);
    assert.deepEqual(
      report.annotations.map(({ message }) => (message.startsWith("(old) ") ? "old" : "new")),
      notes,
    );
    assert.ok(!report.summary.includes("could not be read"));
  });
}

test("the base is read only where something that nobody muted is at fault", async () => {
  const mute = [{ check: "family-schema", reason: "agreed", expires: "2026-12-31" }];
  for (const files of [
    { [PATH]: manifest(true) },
    { "README.md": "x" },
    { [PATH]: manifest("true"), ".waybill.yml": JSON.stringify({ mute }) },
  ]) {
    const asked: string[] = [];
    const base: OpenSource = {
      ...faulty(),
      async repositories() {
        asked.push("repositories");
        return { repositories: [], faults: [] };
      },
    };
    const report = await checkSource({ source: sourceOf(files), base }, ports);
    assert.deepEqual([asked, report.annotations], [[], []], Object.keys(files).join());
  }
});

const unreadable: [what: string, base: OpenSource, reason: RegExp][] = [
  [
    "the source names a fault",
    fakeSource([], { faults: [{ what: "lab/plugins", reason: "GitHub answered 404: Not Found" }], expected: 1 }),
    /: .*404/,
  ],
  ["one file could not be read", sourceOf({ [PATH]: new Error("reset") }), /new/],
  [
    "it breaks",
    {
      ...clean(),
      repositories: async () => {
        throw new Error("a secret");
      },
    },
    /new\.\n/,
  ],
];
for (const [what, base, reason] of unreadable) {
  test(`a base that cannot be read is said, and every fault counts: ${what}`, async () => {
    const { conclusion, annotations, summary } = await checkSource({ source: faulty(), base }, ports);
    assert.deepEqual([conclusion, annotations.length], ["failure", 1]);
    assert.match(summary, /^The commit before could not be read, so every finding counts as new/);
    assert.match(summary, reason);
    assert.doesNotMatch(summary, /secret/);
  });
}

test("manifests are announced once, for the commit and not for its base", async () => {
  let told = 0;
  const onManifests = async () => {
    told += 1;
  };
  await checkSource({ source: faulty(), base: faulty(), onManifests }, ports);
  assert.equal(told, 1);
});

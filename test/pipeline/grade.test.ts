import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry } from "../../src/model/entry.ts";
import { discover } from "../../src/pipeline/discover.ts";
import { grade } from "../../src/pipeline/grade.ts";
import { normalize } from "../../src/pipeline/normalize.ts";
import { read } from "../../src/pipeline/read.ts";
import type { Run } from "../../src/pipeline/run.ts";
import { makeObserved, makePlugin } from "../catalog/build-run.ts";
import {
  AS_OF,
  type FakeRepository,
  fakeSource,
  makeRepository,
  makeRun,
  ownManifest,
  rememberedCatalog,
} from "./make-run.ts";

const lab = makeRepository("lab", "plugins");

function remembered(name: string): Entry {
  const observed = makeObserved(`${name}.plugin.json`, AS_OF);
  return {
    schemaVersion: 1,
    ...observed,
    plugin: { outcome: "known", value: makePlugin(name), asOf: AS_OF },
    id: `github.com/lab/plugins//${name}.plugin.json`,
    slug: name,
    repository: lab,
    versions: [],
    status: "listed",
    firstSeen: AS_OF,
    lastSeen: AS_OF,
    lastChanged: AS_OF,
  };
}

async function findingsOf(repositories: FakeRepository[], more: Partial<Run> = {}) {
  const run = makeRun({ sources: [fakeSource(repositories)], ...more });
  const graded = grade(run, normalize(run, await read(run, await discover(run))));
  return graded.map(({ evidence, findings }) => ({
    path: evidence.file.path,
    told: findings.map(({ check, message, muted }) => ({ check, message, isMuted: muted !== undefined })),
  }));
}

const alike: FakeRepository = {
  repository: lab,
  files: {
    "a.plugin.json": ownManifest({ name: "spot-counter" }),
    "b.plugin.json": ownManifest({ name: "spot-cuonter" }),
    "c.plugin.json": ownManifest({ name: "spot-counters" }),
  },
};

test("a run over the same files is told the same, whether the catalog knows them or not", async () => {
  const names = ["spot-counter", "spot-cuonter", "spot-counters"];
  const previous = rememberedCatalog([], names.map(remembered));
  const first = await findingsOf([alike]);
  assert.ok(first.some(({ told }) => told.some(({ check }) => check === "name-unique")));
  assert.deepEqual(await findingsOf([alike], { previous }), first);
});

test("siblings of other repositories are no siblings", async () => {
  const one = (name: string): FakeRepository => ({
    repository: makeRepository("lab", name),
    files: { "x.plugin.json": ownManifest({ name: "spot-counter" }) },
  });
  for (const { told } of await findingsOf([one("a"), one("b")])) {
    assert.ok(!told.some(({ check }) => check === "name-unique"));
  }
});

test("findings come in one order, and muted ones are marked and stay", async () => {
  const mute = "mute: [{ check: image-has-tag, reason: known, expires: 2026-03-01 }]\n";
  const images = [{ reference: "ghcr.io/lab/segment" }];
  const inputs = [{ key: "k", type: "integer", minimum: 2, maximum: 3, default: 9 }];
  const files = { ".waybill.yml": mute, "x.plugin.json": ownManifest({ images, inputs }) };
  const [one] = await findingsOf([{ repository: lab, files }]);
  const checks = one?.told.map(({ check, isMuted }) => [check, isMuted]) ?? [];
  assert.ok(checks.some(([check, isMuted]) => check === "image-has-tag" && isMuted === true));
  assert.ok(checks.some(([check, isMuted]) => check === "default-in-range" && isMuted === false));
});

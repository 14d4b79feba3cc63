import assert from "node:assert/strict";
import { test } from "node:test";
import { runPipeline } from "../../src/pipeline/pipeline.ts";
import { type Progress, STAGES } from "../../src/pipeline/run.ts";
import {
  type FakeRepository,
  fakeRegistry,
  fakeSource,
  makeRepository,
  makeRun,
  ownManifest,
  resolvedImage,
} from "./make-run.ts";

const NAME = "ghcr.io/lab/segment:1.0.0";

const repositories: FakeRepository[] = ["a", "b", "c", "d"].map((name) => ({
  repository: makeRepository("lab", name),
  files: {
    "one.plugin.json": ownManifest({ name: `${name}-one` }),
    "two.plugin.json": ownManifest({
      name: `${name}-two`,
      inputs: [{ key: "x", type: "integer", minimum: 2, default: 1 }],
    }),
    "broken.plugin.json": "{",
  },
}));

async function observe(of: readonly FakeRepository[], progress: Progress = () => {}) {
  const registry = fakeRegistry({ [NAME]: resolvedImage("a") });
  return runPipeline(makeRun({ sources: [fakeSource(of)], registryOf: () => registry, progress }));
}

test("the nine stages tell of themselves in their order", async () => {
  const told: string[] = [];
  await observe(repositories, (stage, done, total) => {
    if (told.at(-1) !== stage) told.push(stage);
    assert.ok(done >= 1 && done <= total, `${stage} ${done}/${total}`);
  });
  assert.deepEqual(told, STAGES.slice(0, 9));
});

test("what a repository gives does not depend on what stands before it", async () => {
  const byName = async (of: readonly FakeRepository[]) => {
    const { observation } = await observe(of);
    const sorted = observation.repositories.map((one) => JSON.stringify(one)).sort();
    return { sorted, images: observation.images };
  };
  assert.deepEqual(await byName([...repositories].reverse()), await byName(repositories));
});

test("a manifest that cannot be read stays, with its finding, without record and tier", async () => {
  const { observation } = await observe(repositories.slice(0, 1));
  const broken = observation.repositories[0]?.entries.find(({ manifest }) => manifest.path === "broken.plugin.json");
  assert.equal(broken?.plugin.outcome, "not-available");
  assert.equal(broken?.tier.outcome, "not-available");
  assert.deepEqual(
    broken?.findings.map(({ check }) => check),
    ["syntax"],
  );
});

test("a repository that became unreachable on the way gives no half of itself", async () => {
  const half: FakeRepository = {
    repository: makeRepository("lab", "half"),
    files: { "one.plugin.json": ownManifest(), "two.plugin.json": new Error("timeout") },
  };
  const { observation, notices } = await observe([half, ...repositories.slice(0, 1)]);
  assert.deepEqual(
    observation.repositories.map(({ repository }) => repository.name),
    ["a"],
  );
  assert.equal(observation.unreachable.length, 1);
  assert.equal(notices.length, 1);
});

test("an outage of the registry leaves the tier unknown, not the lowest; an image never pushed does not", async () => {
  for (const [reason, outcome] of [
    ["timeout", "not-available"],
    ["not-found", "known"],
  ] as const) {
    const registry = fakeRegistry({ [NAME]: { reason } });
    const source = fakeSource([{ repository: makeRepository("lab", "a"), files: { "x.plugin.json": ownManifest() } }]);
    const { observation } = await runPipeline(makeRun({ sources: [source], registryOf: () => registry }));
    assert.equal(observation.repositories[0]?.entries[0]?.tier.outcome, outcome, reason);
  }
});

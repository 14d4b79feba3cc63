import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { type HarborLies, type HarborRepository, startHarbor } from "../../parts/harbor-emulator.ts";
import { known, listScope, openFront, wordsOf } from "../open-front.ts";

const DIGEST: Digest = `sha256:${"a".repeat(64)}`;

function manyRepositories(count: number): HarborRepository[] {
  return Array.from({ length: count }, (_, at) => ({ project: "skaha", name: `r${String(at).padStart(3, "0")}` }));
}

describe("lists a project to the end, whatever the list says of its length", () => {
  const cases: [what: string, count: number, lies: HarborLies, expected: number][] = [
    ["one page", 2, {}, 2],
    ["several pages", 230, {}, 230],
    ["exactly one full page", 100, {}, 100],
    ["a total that is too low", 230, { total: 3 }, 230],
    ["a total that is too low, and no Link", 230, { total: 3, hasNoLink: true }, 230],
    ["a total that is too high", 230, { total: 999 }, 999],
    ["pages smaller than asked for, without Link", 35, { pageSize: 10, hasNoLink: true }, 35],
    ["a next page for ever", 4, { isEndless: true }, 4],
  ];
  for (const [what, count, lies, expected] of cases) {
    test(what, async (t) => {
      const harbor = await startHarbor(t, manyRepositories(count), { lies });
      const list = await listScope(openFront(harbor, "harbor"), { project: "skaha" });
      assert.deepEqual(
        list.repositories,
        manyRepositories(count).map(({ name }) => `skaha/${name}`),
      );
      assert.equal(list.expected, expected);
      assert.deepEqual(harbor.faults, []);
    });
  }
});

test("lists every project where the whole registry is asked for", async (t) => {
  const harbor = await startHarbor(t, [
    { project: "skaha", name: "astroml" },
    { project: "lsst", name: "deep/er" },
  ]);
  const registry = openFront(harbor, "harbor");
  assert.deepEqual((await listScope(registry, { catalog: true })).repositories, ["lsst/deep/er", "skaha/astroml"]);
  assert.deepEqual(wordsOf(await registry.repositories?.({ namespace: "skaha" }))[0], "not-supported");
  assert.deepEqual(wordsOf(await registry.repositories?.({ project: "nobody" })), ["not-available", "not-found"]);
});

test("adds pulls, dates, labels and Harbor's own scan; a slash in a name is encoded twice", async (t) => {
  const artifact = {
    digest: DIGEST,
    sizeBytes: 4096,
    tags: ["24.07"],
    labels: ["notebook", "carta"],
    scan: { severity: "High", total: 12, fixable: 5 },
  };
  const harbor = await startHarbor(t, [{ project: "skaha", name: "deep/er", pulls: 41, artifacts: [artifact] }]);
  const registry = openFront(harbor, "harbor");
  const reference = { host: "lab.example", repository: "skaha/deep/er", tag: "24.07" };
  const fact = await registry.facts?.(reference, DIGEST);
  assert.deepEqual(known(fact ?? { outcome: "not-applicable" }), {
    registry: "harbor",
    asOf: "2024-05-01T00:00:00.000Z",
    pulls: 41,
    created: "2023-01-05T09:00:00.000Z",
    updated: "2024-04-02T08:30:00.000Z",
    sizeBytes: 4096,
    pushed: "2024-04-02T08:30:00.000Z",
    labels: ["carta", "notebook"],
    scan: { scanner: "Trivy v0.51.0", severity: "High", total: 12, fixable: 5, ended: "2024-04-02T08:31:00.000Z" },
  });
  await registry.facts?.({ ...reference, tag: "other" }, DIGEST);
  assert.equal(harbor.apiRequests().filter((path) => !path.includes("/artifacts/")).length, 1);
  const gone = await registry.facts?.(reference, `sha256:${"c".repeat(64)}`);
  assert.deepEqual(wordsOf(gone), ["not-available", "not-found"]);
  const bare = await registry.facts?.({ ...reference, repository: "astroml" }, DIGEST);
  assert.deepEqual(wordsOf(bare), ["not-available", "not-found"]);
  assert.deepEqual(harbor.faults, []);
});

for (const [status, reason] of [
  [401, "auth"],
  [403, "auth"],
  [500, "registry-5xx"],
] as const) {
  test(`a list that answers ${status} is ${reason}, never an empty list`, async (t) => {
    const harbor = await startHarbor(t, [], { lies: { status } });
    const fact = await openFront(harbor, "harbor").repositories?.({ project: "skaha" });
    assert.deepEqual(wordsOf(fact), ["not-available", reason]);
  });
}

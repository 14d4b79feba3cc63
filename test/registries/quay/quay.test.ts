import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { type QuayRepository, startQuay } from "../../parts/quay-emulator.ts";
import { known, listScope, openFront, wordsOf } from "../open-front.ts";

const DIGEST: Digest = `sha256:${"a".repeat(64)}`;

function manyRepositories(count: number): QuayRepository[] {
  return Array.from({ length: count }, (_, at) => ({ namespace: "bio", name: `r${String(at).padStart(3, "0")}` }));
}

describe("lists a namespace by page tokens to the end", () => {
  for (const count of [0, 1, 3, 4, 100]) {
    test(`${count} repositories`, async (t) => {
      const quay = await startQuay(t, [...manyRepositories(count), { namespace: "other", name: "x" }]);
      const list = await listScope(openFront(quay, "quay"), { namespace: "bio" });
      assert.deepEqual(list, { repositories: manyRepositories(count).map(({ name }) => `bio/${name}`) });
      assert.deepEqual(quay.faults, []);
    });
  }

  test("a token that never ends", async (t) => {
    const quay = await startQuay(t, manyRepositories(3), { lies: { isEndless: true } });
    const { repositories } = await listScope(openFront(quay, "quay"), { namespace: "bio" });
    assert.equal(repositories.length, 3);
    assert.equal(quay.apiRequests().length, 2);
  });
});

test("leaves out applications and private repositories", async (t) => {
  const quay = await startQuay(t, [
    { namespace: "bio", name: "app", kind: "application" },
    { namespace: "bio", name: "hidden", isPublic: false },
    { namespace: "bio", name: "tool" },
  ]);
  assert.deepEqual(await listScope(openFront(quay, "quay"), { namespace: "bio" }), { repositories: ["bio/tool"] });
});

test("adds size and dates of a tag that still points there", async (t) => {
  const pushedSeconds = 1717680780;
  const tags = {
    one: { digest: DIGEST, sizeBytes: 2275314, pushedSeconds },
    index: { digest: DIGEST, sizeBytes: null, pushedSeconds, endSeconds: 1817680780 },
    moved: { digest: `sha256:${"b".repeat(64)}`, sizeBytes: 1, pushedSeconds },
  };
  const quay = await startQuay(t, [{ namespace: "bio", name: "tool", tags }]);
  const registry = openFront(quay, "quay");
  const ask = (repository: string, tag: string) => registry.facts?.({ host: "lab.example", repository, tag }, DIGEST);
  const common = { registry: "quay", asOf: "2024-05-01T00:00:00.000Z", pushed: "2024-06-06T13:33:00.000Z" };
  assert.deepEqual(known((await ask("bio/tool", "one")) ?? { outcome: "not-applicable" }), {
    ...common,
    sizeBytes: 2275314,
  });
  assert.deepEqual(known((await ask("bio/tool", "index")) ?? { outcome: "not-applicable" }), {
    ...common,
    expires: "2027-08-07T23:19:40.000Z",
  });
  for (const [repository, tag] of [
    ["bio/tool", "moved"],
    ["bio/tool", "gone"],
    ["bio/nothing", "one"],
  ] as const) {
    assert.deepEqual(wordsOf(await ask(repository, tag)), ["not-available", "not-found"], tag);
  }
  const byDigest = await registry.facts?.({ host: "lab.example", repository: "bio/tool", digest: DIGEST }, DIGEST);
  assert.deepEqual(wordsOf(byDigest), ["not-available", "not-found"]);
  assert.deepEqual(quay.faults, []);
});

test("is listed by namespace only; an outage is an outage, not an empty list", async (t) => {
  const registry = openFront(await startQuay(t, [], { lies: { status: 502 } }), "quay");
  assert.deepEqual(wordsOf(await registry.repositories?.({ project: "bio" }))[0], "not-supported");
  assert.deepEqual(wordsOf(await registry.repositories?.({ namespace: "bio" })), ["not-available", "registry-5xx"]);
});

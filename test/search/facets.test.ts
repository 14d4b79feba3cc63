import assert from "node:assert/strict";
import { test } from "node:test";
import { valuesOf } from "../../src/search/select.ts";
import { ask, makeIndex } from "./invented.ts";

const index = makeIndex();

/** A small generator with a seed, so that a failure can be repeated. */
function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("facet counts equal brute force on 300 random pairs of query and filters", async (t) => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const random = makeRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const words = [
    "segment",
    "image",
    "samtools",
    "nuclei",
    "polus",
    "",
    "files",
    "tables",
    "name:s*",
    "gpu:yes",
    "fits",
    "zzz",
  ];
  for (let round = 0; round < 300; round += 1) {
    const query = `${pick(words)} ${random() < 0.4 ? pick(words) : ""}`.trim();
    const chosen: Record<string, string[]> = {};
    for (let facets = Math.floor(random() * 4); facets > 0; facets -= 1) {
      const facet = pick(index.facets);
      const values = facet.values.map((value) => value.value).filter(() => random() < 0.5);
      chosen[facet.id] = random() < 0.05 ? ["no such value"] : values;
    }
    const answer = await ask(index, query, chosen);
    const matched = (await ask(index, query)).hits.map((hit) => hit.document);
    const passes = (document: (typeof matched)[number], except?: string): boolean =>
      Object.entries(chosen).every(([facet, wanted]) => {
        if (facet === except || wanted.length === 0) return true;
        return valuesOf(index, document, facet).some(({ value }) => wanted.includes(value));
      });
    assert.equal(
      answer.total,
      matched.filter((document) => passes(document)).length,
      `${query} ${JSON.stringify(chosen)}`,
    );
    for (const facet of answer.facets) {
      const pool = matched.filter((document) => passes(document, facet.id));
      for (const { value } of index.facets.find(({ id }) => id === facet.id)?.values ?? []) {
        const expected = pool.filter((document) =>
          valuesOf(index, document, facet.id).some((one) => one.value === value),
        ).length;
        const shown = facet.values.find((one) => one.value === value);
        assert.equal(shown?.count ?? 0, expected, `${query} ${JSON.stringify(chosen)} ${facet.id}=${value}`);
      }
    }
  }
});

test("values are sorted by count, chosen ones stay though nothing has them", async () => {
  const answer = await ask(index, "samtools", { mode: ["interactive"] });
  assert.equal(answer.total, 0);
  const mode = answer.facets.find((facet) => facet.id === "mode");
  assert.deepEqual(
    mode?.values.map(({ value, count, isSelected }) => [value, count, isSelected]),
    [
      ["batch", 2, false],
      ["interactive", 0, true],
    ],
  );
  const counts =
    (await ask(index, "")).facets.find((facet) => facet.id === "operation")?.values.map((value) => value.count) ?? [];
  assert.deepEqual(
    counts,
    [...counts].sort((left, right) => right - left),
  );
});

test("OR inside a facet, AND between facets", async () => {
  const both = await ask(index, "", { operation: ["operation/segmentation", "operation/clustering"] });
  assert.ok(both.total >= 4);
  const narrowed = await ask(index, "", {
    operation: ["operation/segmentation", "operation/clustering"],
    gpu: ["required"],
  });
  assert.equal(narrowed.total, 1);
});

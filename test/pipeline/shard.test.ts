import assert from "node:assert/strict";
import { test } from "node:test";
import { parseShard, shardOf } from "../../src/pipeline/shard.ts";
import { makeRepository } from "./make-run.ts";

const repositories = Array.from({ length: 2000 }, (_, at) => makeRepository(`owner${at % 50}`, `repo${at}`));

test("every repository falls into exactly one shard, and the shares are about the same", () => {
  for (const count of [1, 2, 7, 20]) {
    const sizes = Array.from({ length: count }, (_, at) => {
      return repositories.filter((one) => shardOf(one, { index: at + 1, count })).length;
    });
    assert.equal(
      sizes.reduce((sum, size) => sum + size, 0),
      repositories.length,
    );
    assert.ok(Math.min(...sizes) > (0.6 * repositories.length) / count, sizes.join());
  }
});

test("the share of a repository is fixed for all time", () => {
  const shares = repositories.slice(0, 8).map((one) => {
    return [1, 2, 3, 4, 5].find((index) => shardOf(one, { index, count: 5 }));
  });
  assert.deepEqual(shares, [1, 2, 4, 2, 1, 4, 1, 3]);
});

test("a renamed repository stays in its shard where the forge gave it a number", () => {
  const before = makeRepository("lab", "old", { id: "42" });
  const after = makeRepository("other", "new", { id: "42" });
  for (const index of [1, 2, 3]) {
    assert.equal(shardOf(before, { index, count: 3 }), shardOf(after, { index, count: 3 }));
  }
});

test("without shards everything is looked at", () => {
  assert.ok(shardOf(makeRepository("a", "b"), undefined));
});

const good: [text: string, index: number, count: number][] = [
  ["1/1", 1, 1],
  ["3/20", 3, 20],
  ["9999/9999", 9999, 9999],
];
for (const [text, index, count] of good) {
  test(`--shard ${text} is read`, () => assert.deepEqual(parseShard(text), { index, count }));
}

for (const text of ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "01/2", "1.5/2", " 1/2", "10000/10000", "a/b"]) {
  test(`--shard ${JSON.stringify(text)} is wrong usage`, () => {
    assert.throws(() => parseShard(text), { code: "usage", message: /--shard: expected K\/N/ });
  });
}

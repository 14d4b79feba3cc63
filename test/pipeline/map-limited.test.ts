import assert from "node:assert/strict";
import { test } from "node:test";
import { mapLimited } from "../../src/pipeline/map-limited.ts";

test("results stand in the order of the items, and never more than the limit run at once", async () => {
  const items = Array.from({ length: 50 }, (_, at) => at);
  let running = 0;
  let most = 0;
  const results = await mapLimited(items, 4, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, (item * 7) % 3));
    running -= 1;
    return item * 2;
  });
  assert.deepEqual(
    results,
    items.map((item) => item * 2),
  );
  assert.equal(most, 4);
});

test("no items, no calls; one failure fails the whole", async () => {
  assert.deepEqual(await mapLimited([], 4, async () => 1), []);
  const failing = mapLimited([1, 2, 3], 2, async (item) => {
    if (item === 2) throw new Error("two");
    return item;
  });
  await assert.rejects(failing, /two/);
});

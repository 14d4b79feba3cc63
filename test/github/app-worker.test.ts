import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startAppWorker } from "../../src/github/app-worker.ts";
import type { LogLine } from "../../src/github/handling.ts";
import type { DeliveryQueue, Lease } from "../../src/queue/delivery-queue.ts";
import { openQueue } from "../../src/queue/open-queue.ts";

const clock = {
  now: () => new Date(),
  async sleep(milliseconds: number, signal?: AbortSignal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

function setUp(t: TestContext, handle: (lease: Lease) => Promise<void>, wrap = (queue: DeliveryQueue) => queue) {
  const folder = mkdtempSync(join(tmpdir(), "waybill-worker-"));
  const queue = openQueue(join(folder, "queue.db"), clock, { backOffMs: 10 });
  const lines: LogLine[] = [];
  const worker = startAppWorker({ queue: wrap(queue), clock, handle, log: (line) => lines.push(line) });
  t.after(async () => {
    await worker.stop();
    queue.close();
    rmSync(folder, { recursive: true, force: true });
  });
  function add(guid: string, repository = "1"): void {
    queue.add({ guid, event: "push", payload: "{}", repository });
    worker.wake();
  }
  async function until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 5000;
    while (!condition()) {
      assert.ok(Date.now() < deadline, JSON.stringify(lines));
      await sleep(2);
    }
  }
  return { queue, lines, worker, add, until };
}

test("works on one delivery of a repository at a time, in order, and on others meanwhile", async (t) => {
  const running = new Set<string>();
  const order: string[] = [];
  let most = 0;
  const { queue, add, until } = setUp(t, async (lease) => {
    const key = lease.guid.slice(0, 1);
    assert.ok(!running.has(key));
    running.add(key);
    most = Math.max(most, running.size);
    await sleep(5);
    order.push(lease.guid);
    running.delete(key);
  });
  for (const guid of ["a1", "a2", "b1", "a3", "b2"]) add(guid, guid.slice(0, 1));
  await until(() => queue.counts().done === 5);
  assert.deepEqual(
    order.filter((guid) => guid.startsWith("a")),
    ["a1", "a2", "a3"],
  );
  assert.equal(most, 2);
});

test("does not ask the queue again and again for what waits behind a busy repository", async (t) => {
  let takes = 0;
  const count = (queue: DeliveryQueue): DeliveryQueue => ({
    ...queue,
    take() {
      takes += 1;
      return queue.take();
    },
  });
  const { queue, add, until } = setUp(t, () => sleep(300), count);
  for (const guid of ["a", "b"]) add(guid);
  await until(() => queue.counts().done === 1);
  assert.ok(takes <= 15, `${takes} times in 300 ms`);
  await until(() => queue.counts().done === 2);
});

test("tries again what failed, and logs the messages of all causes but nothing of the request", async (t) => {
  let tries = 0;
  const { queue, lines, add, until } = setUp(t, async () => {
    tries += 1;
    if (tries > 1) return;
    const refused = Object.assign(new Error("Resource not accessible"), {
      status: 403,
      request: { headers: { authorization: "token ghs_secret" } },
    });
    throw new AggregateError([refused, new Error("another")]);
  });
  add("a");
  await until(() => queue.counts().done === 1);
  const failed = lines.find((line) => line["message"] === "failed");
  assert.equal(failed?.["reason"], "Error: Resource not accessible (403); Error: another");
  assert.ok(!JSON.stringify(lines).includes("ghs_"));
});

/** Made when the test runs: the file may have been loaded long before. */
const inHalfAnHour = (): string => String(Math.ceil(Date.now() / 1000) + 1800);
const limits: [string, () => Record<string, string>, number][] = [
  ["retry-after", () => ({ "retry-after": "1800" }), 1_800_000],
  ["reset", () => ({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": inHalfAnHour() }), 1_800_000],
  ["a remaining budget", () => ({ "x-ratelimit-remaining": "9", "x-ratelimit-reset": inHalfAnHour() }), 0],
];
for (const [what, makeHeaders, waitMs] of limits) {
  test(`waits as long as ${what} says`, async (t) => {
    const { queue, lines, add, until } = setUp(t, async () => {
      throw Object.assign(new Error("limit"), { status: 403, response: { headers: makeHeaders() } });
    });
    const started = Date.now();
    add("a");
    await until(() => lines.some((line) => line["message"] === "failed"));
    if (waitMs > 0) assert.ok((queue.nextAt() ?? 0) >= started + waitMs);
    else assert.ok((queue.nextAt() ?? 0) < started + 10_000);
  });
}

test("goes on when the queue fails for a moment", async (t) => {
  let faults = 1;
  const wrap = (queue: DeliveryQueue): DeliveryQueue => ({
    ...queue,
    take() {
      if (faults-- > 0) throw new Error("database is locked");
      return queue.take();
    },
  });
  const { queue, lines, add, until } = setUp(t, async () => undefined, wrap);
  add("a");
  await until(() => queue.counts().done === 1);
  assert.ok(lines.some((line) => line["message"] === "the queue failed"));
});

test("stops after what is under way", async (t) => {
  let isDone = false;
  const { queue, worker, add, until } = setUp(t, async () => {
    await sleep(50);
    isDone = true;
  });
  add("a");
  await until(() => queue.counts().leased === 1);
  add("b");
  await worker.stop();
  assert.ok(isDone);
  assert.deepEqual(queue.counts(), { waiting: 1, leased: 0, done: 1, dead: 0 });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import type { Clock } from "../../src/model/clock.ts";
import type { Delivery } from "../../src/queue/delivery-queue.ts";
import { openQueue, type QueueSettings } from "../../src/queue/open-queue.ts";

function setUp(t: TestContext, settings: QueueSettings = {}) {
  const folder = mkdtempSync(join(tmpdir(), "waybill-queue-"));
  const time = { now: Date.UTC(2026, 10, 20) };
  const clock: Clock = { now: () => new Date(time.now), sleep: async () => undefined };
  const path = join(folder, "queue.db");
  const queue = openQueue(path, clock, settings);
  t.after(() => {
    queue.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { queue, time, clock, path };
}

function delivery(guid: string, more: Partial<Delivery> = {}): Delivery {
  return { guid, event: "push", payload: `{"of":"${guid}"}`, repository: "1", ...more };
}

test("keeps a GUID once, whatever comes under it", (t) => {
  const { queue } = setUp(t);
  assert.equal(queue.add(delivery("a")), "stored");
  assert.equal(queue.add(delivery("a", { payload: "{}" })), "duplicate");
  const lease = queue.take();
  assert.equal(lease?.payload, '{"of":"a"}');
  assert.ok(lease !== undefined && queue.finish(lease));
  assert.equal(queue.add(delivery("a")), "duplicate");
  assert.equal(queue.take(), undefined);
});

test("forgets the payload of what is done", (t) => {
  const { queue, path } = setUp(t);
  queue.add(delivery("a", { payload: "secret of a private repository" }));
  const lease = queue.take();
  assert.ok(lease !== undefined);
  queue.finish(lease);
  const other = new DatabaseSync(path);
  const rows = other.prepare("SELECT payload, state FROM deliveries").all();
  other.close();
  assert.deepEqual(
    rows.map((row) => ({ ...row })),
    [{ payload: null, state: "done" }],
  );
});

test("gives one delivery of a repository at a time, and others meanwhile", (t) => {
  const { queue } = setUp(t);
  for (const [guid, repository] of [
    ["a", "1"],
    ["b", "1"],
    ["c", "2"],
  ] as const)
    queue.add(delivery(guid, { repository }));
  const first = queue.take();
  assert.equal(first?.guid, "a");
  assert.equal(queue.take()?.guid, "c");
  assert.equal(queue.take(), undefined);
  assert.ok(first !== undefined && queue.finish(first));
  assert.equal(queue.take()?.guid, "b");
});

test("the next delivery is not one that waits behind a busy repository", (t) => {
  const { queue, time } = setUp(t, { leaseMs: 60_000 });
  assert.equal(queue.nextAt(), undefined);
  for (const guid of ["a", "b"]) queue.add(delivery(guid));
  assert.equal(queue.nextAt(), time.now);
  const lease = queue.take();
  assert.equal(queue.nextAt(), time.now + 60_000, "when the lease would end");
  queue.add(delivery("c", { repository: "2" }));
  assert.equal(queue.nextAt(), time.now, "another repository is free");
  queue.take();
  assert.ok(lease !== undefined && queue.finish(lease));
  assert.equal(queue.nextAt(), time.now, "b is free now");
});

test("does waiting deliveries with one merge key together, as the newest", (t) => {
  const { queue } = setUp(t);
  for (const guid of ["a", "b", "c"]) queue.add(delivery(guid, { mergeKey: "push 1 main" }));
  queue.add(delivery("d", { mergeKey: "push 1 other" }));
  const lease = queue.take();
  assert.equal(lease?.guid, "c");
  assert.equal(lease?.together, 3);
  assert.deepEqual(
    [lease?.payload, lease?.oldestPayload],
    ["c", "a"].map((guid) => delivery(guid).payload),
  );
  queue.add(delivery("e", { mergeKey: "push 1 main" }));
  assert.ok(lease !== undefined && queue.finish(lease));
  assert.equal(queue.counts().done, 3);
  assert.equal(queue.take()?.guid, "d");
});

test("a worker that says nothing loses its lease, and cannot finish what another holds", (t) => {
  const { queue, time } = setUp(t, { leaseMs: 1000 });
  queue.add(delivery("a"));
  const silent = queue.take();
  time.now += 999;
  assert.ok(silent !== undefined && queue.renew(silent));
  time.now += 999;
  assert.equal(queue.take(), undefined);
  time.now += 1;
  const second = queue.take();
  assert.equal(second?.attempt, 2);
  assert.equal(queue.finish(silent), false);
  assert.equal(queue.renew(silent), false);
  assert.equal(queue.giveBack(silent, "late"), "lost");
  assert.ok(second !== undefined && queue.finish(second));
});

test("tries again with growing waits, then keeps a dead letter that a redelivery revives", (t) => {
  const { queue, time } = setUp(t, { attempts: 3, backOffMs: 1000 });
  queue.add(delivery("a"));
  for (const wait of [1000, 3000]) {
    const lease = queue.take();
    assert.ok(lease !== undefined);
    assert.equal(queue.giveBack(lease, "no"), "waiting");
    assert.equal(queue.nextAt(), time.now + wait);
    time.now += wait - 1;
    assert.equal(queue.take(), undefined);
    time.now += 1;
  }
  const last = queue.take();
  assert.ok(last !== undefined);
  assert.equal(queue.giveBack(last, "still no"), "dead");
  assert.deepEqual(queue.deadLetters(), [
    { guid: "a", event: "push", repository: "1", attempts: 3, error: "still no" },
  ]);
  assert.equal(queue.add(delivery("a")), "revived");
  assert.equal(queue.take()?.attempt, 1);
});

test("waits as long as a rate limit says", (t) => {
  const { queue, time } = setUp(t);
  queue.add(delivery("a"));
  const lease = queue.take();
  assert.ok(lease !== undefined);
  queue.giveBack(lease, "limit", time.now + 1_800_000);
  assert.equal(queue.nextAt(), time.now + 1_800_000);
});

test("gives up a delivery that ends its worker every time", (t) => {
  const { queue, time } = setUp(t, { attempts: 2, leaseMs: 10 });
  queue.add(delivery("poison"));
  for (const attempt of [1, 2]) {
    assert.equal(queue.take()?.attempt, attempt);
    time.now += 10;
  }
  assert.equal(queue.take(), undefined);
  assert.equal(queue.counts().dead, 1);
});

test("refuses more than it can hold", (t) => {
  const { queue } = setUp(t, { capacity: 2 });
  assert.deepEqual(
    ["a", "b", "c"].map((guid) => queue.add(delivery(guid))),
    ["stored", "stored", "full"],
  );
});

test("is as it was when it is opened again, and forgets old GUIDs", (t) => {
  const { queue, path, clock, time } = setUp(t);
  queue.add(delivery("a"));
  queue.add(delivery("b", { repository: "2" }));
  const lease = queue.take();
  assert.ok(lease !== undefined);
  queue.finish(lease);
  const again = openQueue(path, clock);
  assert.deepEqual(again.counts(), { waiting: 1, leased: 0, done: 1, dead: 0 });
  again.close();
  time.now += 31 * 86_400_000;
  const later = openQueue(path, clock);
  assert.deepEqual(later.counts(), { waiting: 1, leased: 0, done: 0, dead: 0 });
  later.close();
});

test("refuses a queue written by a newer Waybill", (t) => {
  const { path, clock } = setUp(t);
  const other = new DatabaseSync(path);
  other.exec("PRAGMA user_version = 99");
  other.close();
  assert.throws(() => openQueue(path, clock), /schema version 99; this Waybill knows 1/);
});

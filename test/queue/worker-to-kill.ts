import { appendFileSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openQueue } from "../../src/queue/open-queue.ts";

/*
 * Works on a queue until it is empty: each delivery becomes one line in a file. The effect asks first whether it is
 * there already, as the App's handlers do. Started and killed by killed-worker.e2e.test.ts.
 */
const [queuePath = "", effectPath = "", listing = ""] = process.argv.slice(2);
const queue = openQueue(
  queuePath,
  { now: () => new Date(), sleep: async (milliseconds) => sleep(milliseconds) },
  { leaseMs: 150, attempts: 50 },
);
for (;;) {
  const { waiting, leased } = queue.counts();
  if (waiting + leased === 0) break;
  const lease = queue.take();
  if (lease === undefined) {
    await sleep(5);
    continue;
  }
  appendFileSync(listing, `${lease.guid}\n`);
  const isThere = readFileSync(effectPath, "utf8").split("\n").includes(lease.guid);
  await sleep(4);
  if (!isThere) appendFileSync(effectPath, `${lease.guid}\n`);
  await sleep(4);
  queue.finish(lease);
}
queue.close();

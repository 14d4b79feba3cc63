import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openQueue } from "../../src/queue/open-queue.ts";

const DELIVERIES = 120;
const KILLS = 5;
const clock = { now: () => new Date(), sleep: async (milliseconds: number) => sleep(milliseconds) };

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8").split("\n").filter(Boolean);
}

test("a worker killed five times in the middle loses nothing and does nothing twice in effect", async (t) => {
  const seed = Date.now() % 1_000_000;
  t.diagnostic(`seed ${seed}`);
  let state = seed;
  const random = () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  const folder = mkdtempSync(join(tmpdir(), "waybill-killed-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [queuePath, effectPath, listing] = ["queue.db", "effects", "taken"].map((name) => join(folder, name));
  assert.ok(queuePath !== undefined && effectPath !== undefined && listing !== undefined);
  writeFileSync(effectPath, "");
  writeFileSync(listing, "");
  const queue = openQueue(queuePath, clock);
  const guids = Array.from({ length: DELIVERIES }, (_, index) => `guid-${index}`);
  for (const [index, guid] of guids.entries()) {
    queue.add({ guid, event: "push", payload: "{}", repository: String(index % 7) });
  }
  const program = join(import.meta.dirname, "worker-to-kill.ts");
  for (let run = 0; run <= KILLS; run += 1) {
    const child = spawn(process.execPath, [program, queuePath, effectPath, listing], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
      child.once("exit", (code, signal) => resolve({ code, signal })),
    );
    if (run === KILLS) {
      assert.deepEqual(await ended, { code: 0, signal: null });
      break;
    }
    const before = linesOf(listing).length;
    while (linesOf(listing).length < before + 5) await sleep(2);
    await sleep(random() * 60);
    child.kill("SIGKILL");
    assert.equal((await ended).signal, "SIGKILL");
  }
  const counts = queue.counts();
  queue.close();
  assert.deepEqual(counts, { waiting: 0, leased: 0, done: DELIVERIES, dead: 0 });
  assert.deepEqual(linesOf(effectPath).sort(), guids.sort());
});

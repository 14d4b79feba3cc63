import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { runNode } from "./commands/run-cli.ts";
import type { Met } from "./mutate-manifests.ts";
import { dataPath } from "./parts/presence.ts";

const COUNT = 10_000;

test(`${COUNT} mutations of real manifests: none throws, each ends within a second, in less than 300 MB`, async (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const seed = process.env["WAYBILL_SEED"] ?? String(randomInt(2 ** 31));
  t.diagnostic(`seed ${seed} (WAYBILL_SEED=${seed} repeats this)`);
  const script = join(import.meta.dirname, "mutate-manifests.ts");
  // V8 takes what it may before it collects: with a cap it shows what is needed, and ends at once if that is more.
  const ended = await runNode([
    "--max-old-space-size=180",
    "--max-semi-space-size=8",
    script,
    corpus,
    seed,
    String(COUNT),
  ]);
  assert.equal(ended.status, 0, ended.stderr.slice(-3_000));
  // Written by mutate-manifests.ts, beside this file.
  const met = JSON.parse(ended.stdout) as Met;
  t.diagnostic(`${met.recognized} recognized, ${met.findings} findings, ${Math.round(met.peakMiB)} MiB at most`);
  t.diagnostic(`slowest ${Math.round(met.slowestMs)} ms: ${met.slowest}`);
  assert.deepEqual(met.faults, []);
  assert.equal(met.mutations, COUNT);
  assert.ok(met.recognized > COUNT / 4, `${met.recognized} were still recognized`);
  assert.ok(met.slowestMs < 1_000, `${met.slowest}: ${met.slowestMs} ms`);
  assert.ok(met.peakMiB < 300, `${met.peakMiB} MiB`);
});

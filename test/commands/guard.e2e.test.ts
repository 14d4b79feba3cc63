import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { copyExample } from "./make-index.ts";
import { readTree } from "./read-tree.ts";
import { runHere } from "./run-here.ts";

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"].map((day) => `${day}T00:00:00.000Z`);

/** The example index, crawled and published on the first day, and what its verbs answer later. */
async function openIndex(t: TestContext) {
  const index = copyExample(t);
  const run = async (name: string, day: number) => {
    const outcome = await runHere([name, "--index", index, "--json", "--as-of", DAYS[day] ?? ""]);
    return { exit: outcome.exit, report: JSON.parse(outcome.stdout || "{}"), stderr: outcome.stderr };
  };
  assert.equal((await run("crawl", 0)).exit, 0);
  assert.equal((await run("publish", 0)).exit, 0);
  const lab = join(index, "repositories", "lab__plugins");
  const catalog = () => readTree(join(index, "catalog"));
  const site = () => readTree(join(index, "public"));
  return { index, lab, run, catalog, site };
}

function readRecord(index: string) {
  const path = join(index, "catalog", "repositories", "github.com", "lab", "plugins.json");
  return JSON.parse(readFileSync(path, "utf8"));
}

test("a loss nobody explains is held: last good untouched, held.json says what and since when, the site stays", async (t) => {
  const { index, lab, run, catalog, site } = await openIndex(t);
  const before = { catalog: catalog(), site: site() };
  renameSync(lab, join(index, "elsewhere"));
  for (const day of [1, 2]) {
    const { exit, report } = await run("crawl", day);
    assert.equal(exit, 3);
    assert.match(report.held.reason, /5 of 12 entries \(41\.7 %\) would be lost unexplained/);
    const { "held.json": held, ...rest } = catalog();
    assert.ok(held);
    assert.deepEqual(rest, before.catalog);
    const record = JSON.parse(readFileSync(join(index, "catalog", "held.json"), "utf8"));
    assert.equal(record.since, DAYS[1], "held since the first day");
    assert.equal(record.wouldLose.length, 5);
    const published = await run("publish", day);
    assert.equal(published.exit, 3);
    assert.deepEqual(site(), before.site);
  }
  renameSync(join(index, "elsewhere"), lab);
  assert.equal((await run("crawl", 2)).exit, 0);
  assert.ok(!existsSync(join(index, "catalog", "held.json")));
  assert.deepEqual(catalog(), before.catalog, "as if nothing had been");
});

test("a held catalog is published from nothing as it last was", async (t) => {
  const { index, lab, run, site } = await openIndex(t);
  const before = site();
  rmSync(lab, { recursive: true });
  await run("crawl", 1);
  rmSync(join(index, "public"), { recursive: true });
  assert.equal((await run("publish", 1)).exit, 3);
  assert.deepEqual(site(), before);
});

test("a source that comes back empty is held, however small its share", async (t) => {
  const { index, run } = await openIndex(t);
  writeFileSync(
    join(index, "waybill.yml"),
    `${readFileSync(join(index, "waybill.yml"), "utf8")}guard: { lossPercent: 100 }\n`,
  );
  rmSync(join(index, "repositories"), { recursive: true });
  const { exit, report } = await run("crawl", 1);
  assert.equal(exit, 3);
  assert.match(report.held.reason, /came back empty/);
});

test("guard.lossPercent is the operator's: a loss below it becomes tombstones", async (t) => {
  const { index, lab, run } = await openIndex(t);
  writeFileSync(
    join(index, "waybill.yml"),
    `${readFileSync(join(index, "waybill.yml"), "utf8")}guard: { lossPercent: 50 }\n`,
  );
  rmSync(lab, { recursive: true });
  const { exit, report } = await run("crawl", 1);
  assert.deepEqual([exit, report.counts.gone, report.counts.entries], [0, 5, 7]);
});

const reasons: [what: string, act: (index: string, lab: string) => void, reason: RegExp][] = [
  ["opted out", (_index, lab) => writeFileSync(join(lab, ".waybill.yml"), "publish: false\n"), /opted out/],
  [
    "denied by the operator",
    (index) => {
      const path = join(index, "waybill.yml");
      writeFileSync(path, `${readFileSync(path, "utf8")}owners: { deny: [LAB] }\n`);
    },
    /denied by this index/,
  ],
  [
    "denied while its source is away",
    (index, lab) => {
      const path = join(index, "waybill.yml");
      writeFileSync(path, `${readFileSync(path, "utf8")}owners: { deny: [lab] }\n`);
      rmSync(lab, { recursive: true });
    },
    /denied by this index/,
  ],
  [
    "no longer allowed",
    (index) => {
      const path = join(index, "waybill.yml");
      writeFileSync(path, `${readFileSync(path, "utf8")}owners: { allow: [astro, imaging, neuro] }\n`);
    },
    /not among those/,
  ],
];

for (const [what, act, reason] of reasons) {
  test(`what is ${what} is gone at once, whatever the number, and its pages become tombstones`, async (t) => {
    const { index, lab, run } = await openIndex(t);
    act(index, lab);
    const { exit, report } = await run("crawl", 1);
    assert.deepEqual([exit, report.counts.gone, report.counts.entries], [0, 5, 7]);
    const record = readRecord(index);
    assert.ok(record.entries.every((entry: { status: string }) => entry.status === "gone"));
    assert.match(record.entries[0].statusReason, reason);
    assert.equal((await run("publish", 1)).exit, 0);
  });
}

test("a manifest that left its repository is gone for that reason, the others stay", async (t) => {
  const { index, lab, run } = await openIndex(t);
  for (const name of ["segment.plugin.json", "measure.plugin.yaml", "track.plugin.json"]) rmSync(join(lab, name));
  const { exit, report } = await run("crawl", 1);
  assert.deepEqual([exit, report.counts.gone], [0, 3]);
  const reasons = readRecord(index).entries.map((entry: { statusReason?: string }) => entry.statusReason ?? "");
  assert.equal(reasons.filter((text: string) => /no longer in the repository/.test(text)).length, 3);
});

import assert from "node:assert/strict";
import { globSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataPath } from "../parts/presence.ts";
import { makeFolder, offlineConfig, writeFiles } from "./make-index.ts";
import { catalogFaults } from "./read-catalog-faults.ts";
import { readTree } from "./read-tree.ts";
import { ROOT, runNode } from "./run-cli.ts";

/** Manifest files of the first families in the corpus of real manifests: the column "here" of the survey. */
const FAMILIES = { boutiques: 279, cwl: 312, ict: 98, wipp: 140 };

/** Runs a verb in a process of its own; also how much memory it had at most, in MiB. */
async function measure(argv: readonly string[]) {
  const script = [
    `process.argv.splice(1, process.argv.length, "waybill", ...${JSON.stringify(argv)});`,
    `process.once("exit", () => process.stderr.write("\\nMiB " + process.resourceUsage().maxRSS / 1024));`,
    `await import(${JSON.stringify(join(ROOT, "src", "cli.ts"))});`,
  ];
  const ended = await runNode(["--input-type=module", "--eval", script.join("\n")]);
  const memoryMiB = Number(/MiB ([\d.]+)$/.exec(ended.stderr)?.[1]);
  return { ...ended, memoryMiB };
}

test("the corpus of real manifests is crawled and published whole, and a second crawl writes nothing", async (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const index = makeFolder(t);
  mkdirSync(join(index, "images"));
  const include = "include: { testPaths: true, unparseable: true }\n";
  writeFiles(index, { "waybill.yml": offlineConfig(corpus) + include });
  const run = async (name: string, day: string) => {
    const ended = await measure([name, "--index", index, "--json", "--as-of", `2026-03-${day}T00:00:00Z`]);
    assert.equal(ended.status, 0, ended.stderr);
    t.diagnostic(`${name}: ${ended.elapsedMs.toFixed(0)} ms, at most ${ended.memoryMiB.toFixed(0)} MiB`);
    return JSON.parse(ended.stdout);
  };

  const first = await run("crawl", "01");
  for (const [family, files] of Object.entries(FAMILIES)) assert.equal(first.families[family], files, family);
  assert.deepEqual(first.hosts, {}, "nothing touched the network");
  const negatives = readdirSync(join(corpus, "negatives"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name.replace("__", "/"));
  const entries = globSync("catalog/repositories/**/*.json", { cwd: index }).flatMap(
    (path) => JSON.parse(readFileSync(join(index, path), "utf8")).entries,
  );
  assert.ok(entries.length >= 829 && negatives.length > 0);
  const recognized = entries.filter(
    ({ plugin, repository }) =>
      plugin.outcome === "known" && negatives.includes(`${repository.owner}/${repository.name}`),
  );
  assert.deepEqual(
    recognized.map(({ id }) => id),
    [],
  );
  assert.deepEqual(catalogFaults(join(index, "catalog")), []);

  const before = readTree(join(index, "catalog"));
  const second = await run("crawl", "02");
  assert.equal(second.filesWritten, 0);
  assert.deepEqual(readTree(join(index, "catalog")), before);

  const published = await run("publish", "02");
  assert.ok(published.files > entries.length);
  assert.equal((await run("publish", "03")).written, 0, "published again, nothing is written");
});

test("the corpus as it is published by default: no test folders, no texts that do not parse", async (t) => {
  const corpus = dataPath(t, "corpus");
  if (corpus === undefined) return;
  const index = makeFolder(t);
  mkdirSync(join(index, "images"));
  writeFiles(index, { "waybill.yml": offlineConfig(corpus) });
  const ended = await measure(["crawl", "--index", index, "--json"]);
  assert.equal(ended.status, 0, ended.stderr);
  const { families, counts } = JSON.parse(ended.stdout);
  for (const [family, files] of Object.entries(FAMILIES)) {
    assert.ok(families[family] > 0 && families[family] <= files, `${family}: ${families[family]} of ${files}`);
  }
  assert.ok(counts.entries > 0);
  const entries = globSync("catalog/repositories/**/*.json", { cwd: index }).flatMap(
    (path) => JSON.parse(readFileSync(join(index, path), "utf8")).entries,
  );
  assert.deepEqual(
    entries.filter(({ plugin }) => plugin.outcome !== "known").map(({ id }) => id),
    [],
  );
});

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { copyTree, readTree } from "./read-tree.ts";
import { EXAMPLE, ROOT, runCli, runNode } from "./run-cli.ts";
import { makeRandom } from "./seeded-random.ts";

const AS_OF = "2026-03-01T00:00:00.000Z";

function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "waybill-crawl-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function crawlArgs(index: string, folder: string): string[] {
  return [
    "crawl",
    "--index",
    index,
    "--catalog",
    join(folder, "catalog"),
    "--cache",
    join(folder, "cache.db"),
    "--as-of",
    AS_OF,
    "--json",
  ];
}

test("the order in which a file system lists files changes no byte of catalog and site", async (t) => {
  const random = makeRandom(t);
  const folder = makeFolder(t);
  const trees = [];
  for (const name of ["one", "two"]) {
    const index = join(folder, name, "index");
    copyTree(EXAMPLE, index, (paths) => (name === "one" ? paths : random.shuffle(paths)));
    const crawled = await runCli(crawlArgs(index, join(folder, name)));
    assert.equal(crawled.status, 0, crawled.stderr);
    const output = join(folder, name, "public");
    const published = await runCli([
      "publish",
      "--index",
      index,
      "--catalog",
      join(folder, name, "catalog"),
      "--cache",
      join(folder, name, "cache.db"),
      "--output",
      output,
      "--json",
    ]);
    assert.equal(published.status, 0, published.stderr);
    trees.push({ catalog: readTree(join(folder, name, "catalog")), public: readTree(output) });
  }
  assert.deepEqual(trees[0], trees[1]);
});

test("shards merged equal the unsharded run byte for byte", async (t) => {
  const folder = makeFolder(t);
  await runCli(crawlArgs(EXAMPLE, join(folder, "whole")));
  const parts = [1, 2, 3].map((part) => join(folder, `part${part}`));
  for (const [index, part] of parts.entries()) {
    const ended = await runCli([...crawlArgs(EXAMPLE, part), "--shard", `${index + 1}/3`]);
    assert.equal(ended.status, 0, ended.stderr);
  }
  const shards = parts.map((part) => join(part, "catalog"));
  const merged = await runCli([
    "merge",
    ...shards,
    "--index",
    EXAMPLE,
    "--catalog",
    join(folder, "merged"),
    "--as-of",
    AS_OF,
  ]);
  assert.equal(merged.status, 0, merged.stderr);
  assert.deepEqual(readTree(join(folder, "merged")), readTree(join(folder, "whole", "catalog")));
});

test("50 runs killed after random milliseconds end as an undisturbed one does", async (t) => {
  const random = makeRandom(t);
  const folder = makeFolder(t);
  const script = join(ROOT, "test", "commands", "crawl-and-publish.ts");
  const argsOf = (name: string) => [
    script,
    EXAMPLE,
    ...["catalog", "cache.db", "public"].map((part) => join(folder, name, part)),
    AS_OF,
  ];
  const undisturbed = await runNode(argsOf("undisturbed"));
  assert.equal(undisturbed.status, 0, undisturbed.stderr);
  const expected = {
    catalog: readTree(join(folder, "undisturbed", "catalog")),
    public: readTree(join(folder, "undisturbed", "public")),
  };
  let killed = 0;
  for (let group = 0; group < 10; group++) {
    const name = `group${group}`;
    for (let run = 0; run < 5; run++) {
      const ended = await runNode(argsOf(name), { killAfterMs: random.below(Math.ceil(undisturbed.elapsedMs)) });
      if (ended.signal === "SIGKILL") killed += 1;
    }
    const last = await runNode(argsOf(name));
    assert.equal(last.status, 0, last.stderr);
    assert.deepEqual(readTree(join(folder, name, "catalog")), expected.catalog, `catalog of ${name}`);
    assert.deepEqual(readTree(join(folder, name, "public")), expected.public, `site of ${name}`);
    rmSync(join(folder, name), { recursive: true });
  }
  t.diagnostic(`${killed} of 50 runs were killed before their end`);
  assert.ok(killed >= 25, `${killed} of 50 runs were killed`);
});

test("a run dated before the catalog is refused: history does not run backwards", async (t) => {
  const folder = makeFolder(t);
  await runCli(crawlArgs(EXAMPLE, folder));
  const before = readTree(join(folder, "catalog"));
  const ended = await runCli(
    [...crawlArgs(EXAMPLE, folder).filter((word) => word !== AS_OF), "2026-02-01T00:00:00Z"].filter(
      (word) => word !== "--json",
    ),
  );
  assert.equal(ended.status, 2);
  assert.match(ended.stderr, /history does not run backwards/);
  assert.deepEqual(readTree(join(folder, "catalog")), before);
});

test("the example holds what its README says: states, families, a vulnerability and a broken file", async (t) => {
  const folder = makeFolder(t);
  const ended = await runCli(crawlArgs(EXAMPLE, folder));
  const report: unknown = JSON.parse(ended.stdout);
  assert.deepEqual((report as { families: unknown }).families, { boutiques: 2, cwl: 2, ict: 1, own: 4, wipp: 2 });
  const images = Object.keys(readTree(join(folder, "catalog", "images"))).map((path) =>
    JSON.parse(readFileSync(join(folder, "catalog", "images", path), "utf8")),
  );
  const states = images.map((image) => image.signature.value.state).sort();
  assert.deepEqual(states, [
    "unsigned",
    "unsigned",
    "unsigned",
    "unsigned",
    "untrusted",
    "verified",
    "verified",
    "verified",
  ]);
  const vulnerable = images.filter((image) => image.scan.value.verdict === "fail");
  assert.deepEqual(
    vulnerable.map((image) => image.names[0].reference),
    ["ghcr.io/lab/measure:0.4.1"],
  );
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { commands } from "../../src/commands/index.ts";
import { schemaFaults } from "./compile-schemas.ts";
import { copyExample, makeFolder } from "./make-index.ts";
import { catalogFaults } from "./read-catalog-faults.ts";
import { EXAMPLE, ROOT } from "./run-cli.ts";
import { AS_OF, runHere } from "./run-here.ts";

const folder = makeFolder(test);
const INDEX = ["--index", EXAMPLE, "--catalog", join(folder, "catalog"), "--cache", join(folder, "cache.db")];

before(async () => {
  const { exit, stderr } = await runHere(["crawl", ...INDEX]);
  assert.equal(exit, 0, stderr);
});

const LAB = join(EXAMPLE, "repositories", "lab__plugins");
const rows: [argv: string[], exit: number][] = [
  [["validate", LAB], 1],
  [["validate", join(LAB, "measure.plugin.yaml")], 0],
  [["validate", join(EXAMPLE, "repositories", "imaging__tools", "background"), "--fail-on", "never"], 0],
  [["crawl", ...INDEX], 0],
  [
    [
      "crawl",
      "--index",
      EXAMPLE,
      "--catalog",
      join(folder, "shard1"),
      "--cache",
      join(folder, "shards.db"),
      "--shard",
      "1/2",
    ],
    0,
  ],
  [
    [
      "crawl",
      "--index",
      EXAMPLE,
      "--catalog",
      join(folder, "shard2"),
      "--cache",
      join(folder, "shards.db"),
      "--shard",
      "2/2",
    ],
    0,
  ],
  [
    ["merge", join(folder, "shard1"), join(folder, "shard2"), "--index", EXAMPLE, "--catalog", join(folder, "whole")],
    0,
  ],
  [["publish", ...INDEX, "--output", join(folder, "public")], 0],
  [["search", "segment", ...INDEX], 0],
  [["search", ...INDEX, "--limit", "2"], 0],
  [["search", "segment", "nosuchword", ...INDEX], 0],
  [["search", "type:tool", "OR", "(", ...INDEX], 0],
  [["inspect", "ghcr.io/lab/segment:1.2.0", ...INDEX], 0],
  [["inspect", "ghcr.io/lab/segment", "--tags", ...INDEX], 0],
  [["inspect", "ghcr.io/lab/absent:1", ...INDEX], 5],
  [["inspect", "ghcr.io/lab/absent", "--tags", ...INDEX], 5],
  [["verify", "ghcr.io/lab/segment:1.2.0", "--repository", "lab/plugins", ...INDEX], 0],
  [["verify", "ghcr.io/lab/segment:1.2.0", "--repository", "other/plugins", ...INDEX], 1],
  [["verify", "ghcr.io/lab/measure:0.4.1", "--repository", "lab/plugins", ...INDEX], 1],
  [["verify", "ghcr.io/lab/absent:1", "--repository", "lab/plugins", ...INDEX], 5],
  [["scan", "ghcr.io/lab/segment:1.2.0", ...INDEX], 0],
  [["scan", "ghcr.io/lab/measure:0.4.1", ...INDEX], 1],
  [["scan", "ghcr.io/lab/absent:1", ...INDEX], 5],
];

for (const [argv, exit] of rows) {
  const shown = argv.slice(0, argv.indexOf("--index") === -1 ? undefined : argv.indexOf("--index"));
  test(`${shown.map((word) => word.replace(ROOT, ".").replace(folder, "TMP")).join(" ")}: exit ${exit}, its JSON as its schema says`, async () => {
    const outcome = await runHere([...argv, "--json"]);
    assert.equal(outcome.exit, exit, outcome.stderr || outcome.stdout);
    assert.equal(outcome.stdout.split("\n").length, 2, "one line");
    assert.deepEqual(schemaFaults(`cli/${argv[0]}`, JSON.parse(outcome.stdout)), []);
  });
}

test("every command has a schema for its JSON, and no schema is left over", () => {
  const names = readdirSync(join(ROOT, "schemas", "cli")).map((name) => name.replace(/\.schema\.json$/, ""));
  assert.deepEqual(names.sort(), commands.map(({ name }) => name).sort());
});

test("the same options with and without --json end with the same exit", async () => {
  for (const [argv, exit] of rows.slice(0, 3)) assert.equal((await runHere(argv)).exit, exit);
});

test("a held crawl, merge and publish say so in JSON, as their schemas say", async (t) => {
  const index = copyExample(t);
  const options = ["--index", index, "--json"];
  assert.equal((await runHere(["crawl", ...options])).exit, 0);
  rmSync(join(index, "repositories", "lab__plugins"), { recursive: true });
  const held = await runHere(["crawl", ...options, "--as-of", "2026-03-02T00:00:00Z"]);
  const shard = await runHere([
    "crawl",
    ...options,
    ...["--as-of", "2026-03-02T00:00:00Z", "--catalog", join(index, "shard"), "--shard", "1/1"],
  ]);
  assert.equal(shard.exit, 0, shard.stderr);
  const merged = await runHere(["merge", join(index, "shard"), ...options, "--as-of", "2026-03-02T00:00:00Z"]);
  const published = await runHere(["publish", ...options]);
  for (const [name, outcome] of Object.entries({ crawl: held, merge: merged, publish: published })) {
    assert.equal(outcome.exit, 3, `${name}: ${outcome.stdout}${outcome.stderr}`);
    const report = JSON.parse(outcome.stdout);
    assert.deepEqual(schemaFaults(`cli/${name}`, report), []);
    assert.ok(report.held.reason.length > 10);
  }
  assert.deepEqual(catalogFaults(join(index, "catalog")), [], "held.json too");
});

test("serve says where, serves until it is asked to stop, and ends with its JSON", async (t) => {
  const site = makeFolder(t);
  writeFileSync(join(site, "index.html"), "<p>hello</p>");
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), "serve", site, "--json"]);
  t.after(() => child.kill("SIGKILL"));
  let out = "";
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  const url = await new Promise<string>((done, fail) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found !== undefined) done(found);
    });
    child.once("close", () => fail(new Error(`ended: ${said}`)));
  });
  assert.equal(await (await fetch(url)).text(), "<p>hello</p>");
  assert.equal((await fetch(`${url}..%2f..%2fetc%2fpasswd`)).status, 404);
  const ended = new Promise<number | null>((done) => child.once("close", done));
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
  assert.deepEqual(schemaFaults("cli/serve", JSON.parse(out)), []);
  assert.equal(JSON.parse(out).url, url);
});

test("dates of the answers are the run's", async () => {
  const outcome = await runHere(["scan", "ghcr.io/lab/segment:1.2.0", ...INDEX, "--json"]);
  assert.equal(JSON.parse(outcome.stdout).scan.asOf, AS_OF);
});

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder, offlineConfig, writeFiles } from "./make-index.ts";
import { runHere } from "./run-here.ts";

const folder = makeFolder(test);
const GOOD = {
  waybill: 1,
  name: "good",
  version: "1.0.0",
  license: "MIT",
  description: "A plugin with nothing wrong in it, for tests of exit codes.",
  images: [{ reference: "ghcr.io/a/b:1.0.0" }],
};
writeFiles(folder, {
  "index/waybill.yml": offlineConfig("repositories"),
  "index/repositories/lab__a/a.plugin.json": JSON.stringify(GOOD),
  "index/images/.keep": "",
  "bad/waybill.yml": "version: 1\nsources: []\nlicence: MIT\n",
  "worse/waybill.yml": "version: 1\nsources:\n  - kind: local-directori\n    path: x\nguard: { losPercent: 5 }\n",
  "text/waybill.yml": "version: 1\nsources: [\n",
  "twice/waybill.yml": "version: 1\nsources: []\nsources: []\n",
  "policy/waybill.yml": offlineConfig("."),
  "policy/trust-policy.yml": "version: 1\ntrustRoot: {}\n",
  "root/waybill.yml": offlineConfig("."),
  "root/trust-policy.yml":
    "version: 1\ntrustRoots: { own: { file: absent.json, require: { log: 1, sct: 1, time: 1 } } }\n",
  "newer/waybill.yml": offlineConfig("."),
  "newer/catalog/catalog.json": '{"schemaVersion":2,"future":[]}\n',
  "damaged/waybill.yml": offlineConfig("."),
  "damaged/catalog/catalog.json": '{"schemaVersion":1,',
  "plugins/good.plugin.json": JSON.stringify(GOOD),
  "warning/w.plugin.json": JSON.stringify({
    ...GOOD,
    inputs: [{ key: "a", type: "integer", minimum: 1, maximum: 2, default: 3 }],
  }),
  "error/e.plugin.json": "{",
  "none/readme.txt": "nothing here",
  "other/package.json": '{"name":"x"}',
});
mkdirSync(join(folder, "empty"));

const at = (name: string) => ["--index", join(folder, name)];
const rows: [argv: string[], exit: number, said: RegExp][] = [
  [[], 2, /^$/],
  [["--help"], 0, /^$/],
  [["help"], 0, /^$/],
  [["crawl", "--help"], 0, /^$/],
  [["craw"], 2, /unknown command "craw": did you mean crawl\?/],
  [["frobnicate"], 2, /unknown command "frobnicate", expected one of init, validate, crawl/],
  [["constructor"], 2, /unknown command/],
  [["crawl", "--idnex", "x"], 2, /'--idnex': did you mean --index\?/],
  [["crawl", "--zzz"], 2, /'--zzz'\. See: waybill crawl --help/],
  [["crawl", "-z"], 2, /'-z'/],
  [["validate", "--fail-on"], 2, /'--fail-on <value>' argument missing/],
  [["validate", "--json=1"], 2, /'--json' does not take an argument/],
  [["crawl", "my-index"], 2, /crawl: expected 0 arguments, got 1: waybill crawl/],
  [["validate", "a", "b"], 2, /expected 0 to 1 arguments, got 2/],
  [["inspect"], 2, /expected 1 argument, got 0: waybill inspect REF/],
  [["merge"], 2, /expected 1 or more arguments, got 0/],
  // wrong values
  [["validate", join(folder, "plugins"), "--fail-on", "worst"], 2, /--fail-on: expected one of .*error.*got "worst"/],
  [["validate", join(folder, "absent")], 2, /found nothing at/],
  [["validate", "/dev/null"], 2, /expected a file or folder/],
  [["validate", join(folder, "none", "readme.txt")], 2, /no family recognizes it/],
  [["crawl", ...at("index"), "--shard", "3/2"], 2, /--shard: expected K\/N/],
  [["search", "x", ...at("index"), "--limit", "many"], 2, /--limit: expected a whole number/],
  [["inspect", "UPPER/Case:::x", ...at("empty")], 2, /expected an image reference as/],
  [["verify", "ghcr.io/a/b:1", ...at("empty")], 2, /expected --repository OWNER\/NAME/],
  [["verify", "ghcr.io/a/b:1", "--repository", "a/b/c", ...at("empty")], 2, /expected --repository OWNER\/NAME/],
  [["serve", join(folder, "absent")], 2, /run `waybill publish` first/],
  [["serve", join(folder, "empty"), "--port", "70000"], 2, /--port: expected a number from 0 to 65535/],
  // configuration
  [["crawl", ...at("empty")], 2, /config-missing: expected waybill\.yml in .*, found none/],
  [["publish", ...at("empty")], 2, /config-missing: expected a catalog in .*: run `waybill crawl`/],
  [["search", "x", ...at("empty")], 2, /config-missing: expected a catalog/],
  [["merge", join(folder, "empty"), ...at("empty")], 2, /expected shard-K-of-N\.json in .*empty, found none/],
  [["crawl", ...at("bad")], 2, /waybill\.yml:3:1: unknown key `licence` at \/: did you mean `license`\?/],
  [["crawl", ...at("text")], 2, /waybill\.yml:\d+:\d+: /],
  [["crawl", ...at("twice")], 2, /waybill\.yml:3:1: /],
  [["crawl", ...at("policy")], 2, /trust-policy\.yml:2:1: unknown key `trustRoot` at \/: did you mean `trustRoots`\?/],
  [["crawl", ...at("root")], 2, /trust-policy\.yml names the root absent\.json: expected that file/],
  [["inspect", "ghcr.io/a/b:1", ...at("bad")], 2, /unknown key `licence`/],
  // catalogs
  [
    ["crawl", ...at("newer")],
    2,
    /catalog-newer: catalog\.json has schemaVersion 2, this Waybill reads up to 1: .*nothing/,
  ],
  [["publish", ...at("newer")], 2, /catalog-newer/],
  [["search", "x", ...at("newer")], 2, /catalog-newer/],
  [["crawl", ...at("damaged")], 4, /catalog-damaged: catalog\.json is not JSON/],
  // findings
  [["validate", join(folder, "plugins")], 0, /^$/],
  [["validate", join(folder, "none")], 0, /^$/],
  [["validate", join(folder, "warning")], 0, /^$/],
  [["validate", join(folder, "warning"), "--fail-on", "warning"], 1, /^$/],
  [["validate", join(folder, "warning"), "--fail-on", "note"], 1, /^$/],
  [["validate", join(folder, "error")], 1, /^$/],
  [["validate", join(folder, "error"), "--fail-on", "never"], 0, /^$/],
  [["validate", join(folder, "error", "e.plugin.json")], 1, /^$/],
  // the world
  [["inspect", "ghcr.io/a/b:1", ...at("index")], 5, /^$/],
  [["verify", "ghcr.io/a/b:1", "--repository", "a/b", ...at("index")], 5, /^$/],
  [["scan", "ghcr.io/a/b:1", ...at("index")], 5, /^$/],
  // whatever the plugins are like
  [["crawl", ...at("index")], 0, /^$/],
];

for (const [argv, exit, said] of rows) {
  test(`waybill ${argv.map((word) => word.replace(folder, "TMP")).join(" ")}: exit ${exit}`, async () => {
    const outcome = await runHere(argv);
    assert.equal(outcome.exit, exit, outcome.stderr);
    assert.match(outcome.stderr, said);
    if (outcome.stderr !== "") {
      assert.match(outcome.stderr, /^waybill: [^\n]+\n$/, "one line");
      assert.equal(outcome.stdout, "");
    }
  });
}

test("every fault of a settings file is told with its line, at most 20 of them", async () => {
  const { exit, stderr } = await runHere(["crawl", ...at("worse")]);
  assert.equal(exit, 2);
  assert.match(
    stderr,
    /waybill\.yml:3:11: .*expected one of .*, got "local-directori": did you mean `local-directory`\?/,
  );
  assert.match(stderr, /waybill\.yml:5:10: unknown key `losPercent` at \/guard: did you mean `lossPercent`\?/);
});

test("nothing is changed by a run that refuses", async () => {
  const path = join(folder, "newer", "catalog", "catalog.json");
  const { readFileSync } = await import("node:fs");
  const before = readFileSync(path, "utf8");
  await runHere(["crawl", ...at("newer")]);
  assert.equal(readFileSync(path, "utf8"), before);
});

test("a port that is taken is wrong usage, not our fault", async (t) => {
  const { createServer } = await import("node:net");
  const server = createServer().listen(0, "127.0.0.1");
  t.after(() => server.close());
  await new Promise((done) => server.once("listening", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const outcome = await runHere(["serve", join(folder, "empty"), "--port", String(port)]);
  assert.equal(outcome.exit, 2);
  assert.match(outcome.stderr, /is taken/);
});

test("--quiet prints nothing, the exit says it; --json is printed all the same", async () => {
  const argv = ["validate", join(folder, "error")];
  const quiet = await runHere([...argv, "--quiet"]);
  assert.deepEqual([quiet.exit, quiet.stdout, quiet.stderr], [1, "", ""]);
  const json = await runHere([...argv, "-q", "--json"]);
  assert.equal(JSON.parse(json.stdout).summary.errors, 1);
});

test("our own fault is exit 4 and asks for a report", async () => {
  const outcome = await runHere(["crawl", ...at("index")], {
    progress() {
      throw new TypeError("broken port");
    },
  });
  assert.equal(outcome.exit, 4);
  assert.match(outcome.stderr, /^waybill: internal error, please report it\nTypeError: broken port\n/);
});

test("a file is validated wherever it lies: beside folders of repositories, below a name with a space", async (t) => {
  const place = join(makeFolder(t), "My Plugins (2026)");
  writeFiles(place, { "x.plugin.json": "{", "plugin.json": "{", "lab__other/y.plugin.json": "{" });
  for (const name of ["x.plugin.json", "plugin.json"]) {
    const outcome = await runHere(["validate", join(place, name), "--json"]);
    assert.equal(outcome.exit, 1, outcome.stderr);
    const { manifests } = JSON.parse(outcome.stdout);
    assert.deepEqual(
      manifests.map(({ path }: { path: string }) => path),
      [name],
    );
  }
});

test("a folder with any name is validated", async (t) => {
  const place = join(makeFolder(t), "Ünï côde & more");
  writeFiles(place, { "x.plugin.json": "{" });
  assert.equal((await runHere(["validate", place])).exit, 1);
});

test("mute of a repository is honored by validate, and an invalid .waybill.yml does not hide its plugins", async (t) => {
  const place = makeFolder(t);
  const plugin = { ...GOOD, inputs: [{ key: "a", type: "integer", minimum: 1, maximum: 2, default: 3 }] };
  writeFiles(place, { "w.plugin.json": JSON.stringify(plugin) });
  const count = async () => JSON.parse((await runHere(["validate", place, "--json"])).stdout).summary;
  assert.equal((await count()).warnings, 1);
  const mute = "mute:\n  - { check: default-in-range, reason: known, expires: 2026-03-01 }\n";
  writeFileSync(join(place, ".waybill.yml"), mute);
  assert.deepEqual({ ...(await count()), notes: 0 }, { ...(await count()), warnings: 0, muted: 1, notes: 0 });
  writeFileSync(join(place, ".waybill.yml"), "muted: []\n");
  assert.equal((await count()).warnings, 1);
  const { stdout } = await runHere(["validate", place]);
  assert.match(stdout, /^notice: .*\.waybill\.yml:1:1: unknown key `muted` at \/: did you mean `mute`\?$/m);
});

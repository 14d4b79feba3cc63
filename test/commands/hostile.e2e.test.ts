import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { hasParts } from "../parts/presence.ts";
import { makeFolder, offlineConfig, writeFiles } from "./make-index.ts";
import { catalogFaults } from "./read-catalog-faults.ts";
import { ROOT, runNode } from "./run-cli.ts";
import { runHere } from "./run-here.ts";

const NAME = "x.plugin.json";
const GOOD = JSON.stringify({
  waybill: 1,
  name: "good",
  version: "1.0.0",
  images: [{ reference: "ghcr.io/a/b:1.0.0" }],
});

/** A repository with one hostile thing in it; `finding` is the check that tells of it, undefined where nothing does. */
interface HostileCase {
  what: string;
  make(folder: string, t: TestContext): void | Promise<void>;
  finding?: string;
  message?: RegExp;
  /** True where the whole repository stands as it was, so that a crawl shows nothing of it. */
  isLeft?: boolean;
}

function fileOf(content: string | Uint8Array, path = NAME): HostileCase["make"] {
  return (folder) => writeFiles(folder, { [path]: content });
}

const deepJson = `${'{"waybill":'.repeat(100_000)}1${"}".repeat(100_000)}`;
const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ...[..."bcdefghi"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(",")}]`),
].join("\n");

const cases: HostileCase[] = [
  {
    what: "100 MB",
    make(folder) {
      writeFileSync(join(folder, NAME), "{");
      truncateSync(join(folder, NAME), 100 * 1024 * 1024);
    },
    finding: "syntax",
    message: /104857600 bytes, at most 262144/,
  },
  { what: "an alias bomb", make: fileOf(bomb, "x.plugin.yaml"), finding: "syntax", message: /alias/i },
  {
    what: "JSON nested 100,000 deep, in less than the cap",
    make: fileOf("[".repeat(100_000)),
    finding: "syntax",
    message: /deep|nest/i,
  },
  { what: "JSON nested 100,000 deep, beyond the cap", make: fileOf(deepJson), finding: "syntax" },
  { what: "YAML nested 100,000 deep", make: fileOf("[".repeat(100_000), "x.plugin.yaml"), finding: "syntax" },
  { what: "YAML lists nested by dashes", make: fileOf("- ".repeat(100_000), "x.plugin.yaml"), finding: "syntax" },
  {
    what: "keys of prototypes",
    make: fileOf(
      '{"waybill":1,"name":"p","version":"1","images":[],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ),
    finding: "family-schema",
  },
  {
    what: "keys of prototypes in YAML",
    make: fileOf(
      "waybill: 1\n__proto__: { polluted: 1 }\nconstructor: { prototype: { polluted: 1 } }\n",
      "x.plugin.yaml",
    ),
    finding: "family-schema",
  },
  {
    what: "a link out of the repository",
    make: (folder) => symlinkSync("/etc/passwd", join(folder, NAME)),
    finding: "syntax",
    message: /symbolic link out of the repository/,
  },
  { what: "a link in a circle", make: (folder) => symlinkSync(NAME, join(folder, NAME)), finding: "syntax" },
  { what: "a link to a device", make: (folder) => symlinkSync("/dev/zero", join(folder, NAME)), finding: "syntax" },
  { what: "a folder of that name", make: (folder) => void mkdirSync(join(folder, NAME)) },
  { what: "NUL bytes", make: fileOf(Buffer.alloc(5000)), finding: "syntax" },
  { what: "NUL in a name", make: fileOf('{"waybill":1,"name":"a\\u0000b"}'), finding: "family-schema" },
  { what: "invalid UTF-8", make: fileOf(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])), finding: "syntax" },
  { what: "UTF-16", make: fileOf(Buffer.from("\uFEFF{}", "utf16le")), finding: "syntax" },
  { what: "duplicate keys in JSON", make: fileOf('{"waybill":1,"name":"a","name":"b"}'), finding: "syntax" },
  {
    what: "duplicate keys in YAML",
    make: fileOf("waybill: 1\nname: a\nname: b\n", "x.plugin.yaml"),
    finding: "syntax",
  },
  { what: "an empty file", make: fileOf(""), finding: "syntax" },
  { what: "one line of 250 KB", make: fileOf(`{"waybill":1,"name":"${"a".repeat(250_000)}`), finding: "syntax" },
  {
    what: "250 KB of keys",
    make: fileOf(`{"waybill":1,${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join(",")}}`),
    finding: "family-schema",
  },
  {
    what: "a regular expression that never ends",
    make: fileOf(
      JSON.stringify({
        waybill: 1,
        name: "a",
        version: `${"1.".repeat(50_000)}x`,
        images: [{ reference: `${"a/".repeat(50_000)}!` }],
        inputs: [{ key: "k", type: "string", pattern: "(a+)+$", default: `${"a".repeat(5000)}!` }],
      }),
    ),
    finding: "family-schema",
  },
  {
    what: "a name with a newline and terminal sequences",
    make: fileOf("{", "a\nb\u001b[31m\u001b]0;title\u0007.plugin.json"),
    finding: "syntax",
  },
  {
    what: "texts with terminal sequences",
    make: fileOf(
      JSON.stringify({
        waybill: 1,
        name: "\u001b[2Ja\u009b31m\u202e",
        version: "\u001b]0;x\u0007",
        images: [{ reference: "\u001b[1m" }],
        "\u001b[3m\n": 1,
      }),
    ),
    finding: "family-schema",
  },
  {
    what: "an invalid .waybill.yml with terminal sequences",
    make: (folder) => writeFiles(folder, { [NAME]: "{", ".waybill.yml": '"\\e[31m\\nx": 1\n' }),
    finding: "syntax",
    isLeft: true,
  },
  {
    what: "a .waybill.yml of 10 MB",
    make: (folder) => writeFiles(folder, { [NAME]: "{", ".waybill.yml": "x".repeat(10_000_000) }),
    finding: "syntax",
    isLeft: true,
  },
  {
    what: "a named pipe",
    make(folder, t) {
      if (hasParts(t, "mkfifo")) execFileSync("mkfifo", [join(folder, NAME)]);
    },
  },
  {
    what: "a socket",
    async make(folder, t) {
      const server = createServer();
      await new Promise<void>((done) => server.listen(join(folder, NAME), done));
      t.after(() => void server.close());
    },
  },
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is asked
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

for (const { what, make, finding, message, isLeft } of cases) {
  test(`${what}: a finding, soon, and the run goes on`, async (t) => {
    const index = makeFolder(t);
    const repository = join(index, "repositories", "lab__hostile");
    writeFiles(index, {
      "waybill.yml": offlineConfig("repositories"),
      "images/.keep": "",
      "repositories/lab__hostile/good.plugin.json": GOOD,
      "repositories/lab__other/good.plugin.json": GOOD,
    });
    await make(repository, t);
    const validated = await timed(t, `validate, ${what}`, () => runHere(["validate", repository]));
    assert.doesNotMatch(validated.stdout, CONTROL);
    const { stdout, stderr } = await runHere(["validate", repository, "--json"]);
    const { manifests } = JSON.parse(stdout || stderr);
    const good = manifests.find(({ path }: { path: string }) => path === "good.plugin.json");
    assert.deepEqual(good.plugins, ["good"], "the run goes on");
    const [hostile] = manifests.filter(({ path }: { path: string }) => path !== "good.plugin.json");
    if (finding === undefined) assert.equal(hostile, undefined);
    else {
      const findings: { check: string; message: string }[] = hostile.findings;
      const told = findings.filter(({ check }) => check === finding);
      assert.ok(told.length > 0, JSON.stringify(findings).slice(0, 1000));
      if (message !== undefined) assert.match(told[0]?.message ?? "", message);
    }
    const crawled = await timed(t, `crawl, ${what}`, () => runHere(["crawl", "--index", index]));
    assert.equal(crawled.exit, 0, crawled.stderr);
    assert.doesNotMatch(crawled.stdout, CONTROL);
    assert.deepEqual(catalogFaults(join(index, "catalog")), []);
    const entries = globSync("catalog/repositories/**/*.json", { cwd: index }).flatMap(
      (path) => JSON.parse(readFileSync(join(index, path), "utf8")).entries,
    );
    assert.equal(entries.length, isLeft === true ? 1 : finding === undefined ? 2 : 3);
    const published = await timed(t, `publish, ${what}`, () => runHere(["publish", "--index", index]));
    assert.equal(published.exit, 0, published.stderr);
    assert.equal(Object.hasOwn(Object.prototype, "polluted"), false);
  });
}

/** Less than a second in this process, whose programs are loaded. */
async function timed<T>(t: TestContext, what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  const elapsed = performance.now() - started;
  t.diagnostic(`${what}: ${elapsed.toFixed(0)} ms`);
  assert.ok(elapsed < 1000, `${what}: ${elapsed.toFixed(0)} ms`);
  return result;
}

test("all of it together takes less than 300 MB", async (t) => {
  const index = makeFolder(t);
  writeFiles(index, { "waybill.yml": offlineConfig("repositories"), "images/.keep": "" });
  for (const [at, { make }] of cases.entries()) {
    const repository = join(index, "repositories", `lab__r${at}`);
    mkdirSync(repository, { recursive: true });
    await make(repository, t);
  }
  const script = [
    `process.argv.splice(1, process.argv.length, "waybill", "crawl", "--index", ${JSON.stringify(index)}, "--quiet");`,
    `process.once("exit", () => process.stdout.write(String(process.resourceUsage().maxRSS / 1024)));`,
    `await import(${JSON.stringify(join(ROOT, "src", "cli.ts"))});`,
  ];
  const ended = await runNode(["--input-type=module", "--eval", script.join("\n")]);
  assert.equal(ended.status, 0, ended.stderr);
  t.diagnostic(
    `${Number(ended.stdout).toFixed(0)} MiB, ${ended.elapsedMs.toFixed(0)} ms with the start of the process`,
  );
  assert.ok(Number(ended.stdout) > 20 && Number(ended.stdout) < 300, `${ended.stdout} MiB`);
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder, writeFiles } from "./make-index.ts";
import { EXAMPLE, ROOT, runCli, runNode } from "./run-cli.ts";

const folder = makeFolder(test);
const INDEX = ["--index", EXAMPLE, "--catalog", join(folder, "catalog"), "--cache", join(folder, "cache.db")];

test("progress goes to standard error only, JSON alone to standard output", async () => {
  const ended = await runCli(["crawl", ...INDEX, "--json", "--as-of", "2026-03-01T00:00:00Z"]);
  assert.equal(ended.status, 0, ended.stderr);
  assert.equal(JSON.parse(ended.stdout).asOf, "2026-03-01T00:00:00.000Z");
  assert.deepEqual(
    ended.stderr.split("\n").map((line) => line.slice(0, 18).trimEnd()),
    [
      "[ 1/10] discover",
      "[ 2/10] read",
      "[ 3/10] normalize",
      "[ 4/10] validate",
      "[ 5/10] resolve",
      "[ 6/10] verify",
      "[ 7/10] scan",
      "[ 8/10] classify",
      "[ 9/10] grade",
      "",
    ],
  );
});

test("--quiet prints nothing at all", async () => {
  const ended = await runCli(["validate", join(EXAMPLE, "repositories", "lab__plugins"), "--quiet"]);
  assert.deepEqual([ended.status, ended.stdout, ended.stderr], [1, "", ""]);
});

const dates: [asOf: string | undefined, epoch: string | undefined, expected: string | RegExp][] = [
  ["2026-03-01", undefined, "2026-03-01T00:00:00.000Z"],
  ["2026-03-01T12:00:00+02:00", "1", "2026-03-01T10:00:00.000Z"],
  [undefined, "1767225600", "2026-01-01T00:00:00.000Z"],
  ["yesterday", undefined, /--as-of: expected a date as 2026-01-31T12:00:00Z, got "yesterday"/],
  ["2026-02-31", undefined, /--as-of/],
  [undefined, "soon", /SOURCE_DATE_EPOCH: expected seconds since 1970, got "soon"/],
  [undefined, "", /SOURCE_DATE_EPOCH/],
];

for (const [asOf, epoch, expected] of dates) {
  test(`the date of a run with --as-of ${asOf} and SOURCE_DATE_EPOCH ${epoch}`, async (t) => {
    const catalog = ["--catalog", join(makeFolder(t), "catalog"), "--cache", join(makeFolder(t), "cache.db")];
    const argv = ["crawl", "--index", EXAMPLE, ...catalog, "--json", ...(asOf === undefined ? [] : ["--as-of", asOf])];
    const env = epoch === undefined ? {} : { SOURCE_DATE_EPOCH: epoch };
    const ended = await runNode([join(ROOT, "src", "cli.ts"), ...argv], { env });
    if (typeof expected === "string") {
      assert.equal(JSON.parse(ended.stdout).asOf, expected);
      return;
    }
    assert.equal(ended.status, 2);
    assert.match(ended.stderr, /^[^\n]+\n$/);
    assert.match(ended.stderr, expected);
  });
}

test("a reader that closes the pipe is no fault", async (t) => {
  const many = makeFolder(t);
  for (let at = 0; at < 300; at++) writeFiles(many, { [`f${at}.plugin.json`]: "{" });
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), "validate", many, "--json"]);
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.destroy();
  await new Promise((done) => child.once("close", done));
  assert.doesNotMatch(err, /EPIPE|Error/);
});

test("a crawl that waits for a registry ends at once when it is interrupted", async (t) => {
  const index = makeFolder(t);
  const server = createServer(() => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  writeFiles(index, {
    "waybill.yml": `version: 1\nsources: [{ kind: local-directory, path: repositories }]\nregistries: [{ host: "*", endpoint: "http://127.0.0.1:${port}" }]\n`,
    "repositories/lab__a/a.plugin.json": JSON.stringify({
      waybill: 1,
      name: "a",
      version: "1.0.0",
      images: [{ reference: "ghcr.io/a/b:1.0.0" }],
    }),
  });
  const child = spawn(process.execPath, [join(ROOT, "src", "cli.ts"), "crawl", "--index", index]);
  t.after(() => child.kill("SIGKILL"));
  await new Promise((done) => server.once("request", done));
  const ended = new Promise<string | null>((done) => child.once("close", (_code, signal) => done(signal)));
  child.kill("SIGINT");
  assert.equal(await ended, "SIGINT");
});

test("bin/waybill.js runs the command line", async () => {
  const ended = await runNode([join(ROOT, "bin", "waybill.js"), "--help"]);
  assert.equal(ended.status, 0, ended.stderr);
  assert.match(ended.stdout, /^waybill: finds container plugins/);
});

test("an old Node gets one line: by its version", async () => {
  const script = [
    'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.19.0" } });',
    `await import(${JSON.stringify(join(ROOT, "bin", "waybill.js"))});`,
  ];
  const ended = await runNode(["--input-type=module", "--eval", script.join("\n")]);
  assert.deepEqual([ended.status, ended.stdout], [2, ""]);
  assert.equal(ended.stderr, "waybill needs Node 24 or newer, this is 20.19.0: https://nodejs.org/\n");
});

test("an old Node gets one line: the one of this machine", async (t) => {
  const own = (process.env["PATH"] ?? "").split(":").filter((path) => !path.includes("node_modules"));
  const old = own.map((path) => join(path, "node")).find((path) => path !== process.execPath && existsSync(path));
  if (old === undefined) return t.skip("no other Node on PATH");
  const child = spawn(old, [join(ROOT, "bin", "waybill.js"), "--help"]);
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const status = await new Promise((done) => child.once("close", done));
  if (status === 0) return t.skip(`${old} is new enough`);
  assert.equal(status, 2);
  assert.match(err, /^waybill needs Node 24 or newer, this is [0-9.]+: https:\/\/nodejs\.org\/\n$/);
});

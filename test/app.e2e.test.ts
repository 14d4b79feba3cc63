import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startGitHub } from "./parts/github/emulator.ts";
import { gitTest } from "./parts/github/git-test.ts";

const APP = join(import.meta.dirname, "../src/app.ts");
const KEY = "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n";

function start(t: TestContext, environment: Record<string, string>): { child: ChildProcess; read(): string } {
  const env = { PATH: process.env["PATH"] ?? "", ...environment };
  const child = spawn(process.execPath, [APP], { env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  child.stdout?.on("data", (chunk) => {
    text += String(chunk);
  });
  child.stderr?.on("data", (chunk) => {
    text += String(chunk);
  });
  t.after(() => child.kill("SIGKILL"));
  return { child, read: () => text };
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  return await new Promise((resolve) => child.once("exit", resolve));
}

const secrets: [string, Record<string, string>, RegExp][] = [
  ["no webhook secret", {}, /WEBHOOK_SECRET is not set/],
  ["Probot's default secret", { WEBHOOK_SECRET: "development" }, /WEBHOOK_SECRET is Probot's default/],
];
for (const [what, environment, message] of secrets) {
  test(`refuses to start with ${what}`, async (t) => {
    const { child, read } = start(t, { APP_ID: "7", PRIVATE_KEY: KEY, ...environment });
    assert.equal(await exitOf(child), 2);
    assert.match(read(), message);
    assert.equal(read().trim().split("\n").length, 1);
  });
}

gitTest("runs from the environment alone: push, check run, and a clean end at SIGTERM", async (t) => {
  const github = await startGitHub();
  const index = mkdtempSync(join(tmpdir(), "waybill-index-"));
  t.after(async () => {
    await github.stop();
    rmSync(index, { recursive: true, force: true });
  });
  writeFileSync(join(index, "waybill.yml"), "title: Test index\nsources: []\n");
  const { child, read } = start(t, {
    APP_ID: String(github.appId),
    PRIVATE_KEY: Buffer.from(github.privateKey).toString("base64"),
    WEBHOOK_SECRET: github.webhookSecret,
    GITHUB_API_URL: github.baseUrl,
    WAYBILL_INDEX: index,
    PORT: "0",
  });
  async function until<T>(find: () => T | undefined): Promise<T> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      assert.ok(Date.now() < deadline && child.exitCode === null, read());
      await sleep(20);
    }
  }
  const port = await until(() => /"message":"listening".*"port":(?<port>\d+)/.exec(read())?.groups?.["port"]);
  assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
  github.setWebhookUrl(`http://127.0.0.1:${port}/api/github/webhooks`);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const broken = '{\n  "waybill": 1,\n  "name": "lab/segment"\n}\n';
  const sha = await github.commit(repository, { "segment.plugin.json": broken }, { branch: "change" });
  const run = await until(() => github.checkRuns(repository, sha).find((one) => one.status === "completed"));
  assert.equal(run.conclusion, "failure");
  assert.ok(run.annotations.some((note) => note.path === "segment.plugin.json"));
  child.kill("SIGTERM");
  assert.equal(await exitOf(child), 0);
  for (const line of read().trim().split("\n")) assert.ok(JSON.parse(line));
  assert.ok(!read().includes(github.webhookSecret) && !read().includes("ghs_"));
});

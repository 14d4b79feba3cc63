import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { AppVerbs, CheckReport } from "../../src/github/app-ports.ts";
import type { LogLine } from "../../src/github/handling.ts";
import { type RunningApp, runApp } from "../../src/github/run-app.ts";
import type { Clock } from "../../src/model/clock.ts";
import { openGitHubRepository } from "../../src/sources/github/open-github-repository.ts";
import { type GitHubEmulator, startGitHub } from "../parts/github/emulator.ts";
import { gitTest } from "../parts/github/git-test.ts";

const clock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

type Call = { verb: keyof AppVerbs } & Record<string, unknown>;

interface Stage {
  github: GitHubEmulator;
  app: RunningApp;
  calls: Call[];
  lines: LogLine[];
  /** Waits until nothing is waiting or under way. */
  settled(): Promise<void>;
  url: string;
}

/** Verbs that read a manifest for real and say as many problems as it names. */
function makeVerbs(calls: Call[], broken: { times: number }): AppVerbs {
  const address = (one: { owner: string; name: string }) => `${one.owner}/${one.name}`;
  return {
    async validateAt({ source, repository, onManifests }) {
      const files = (await source.files(repository)).filter((file) => file.path.endsWith(".plugin.json"));
      calls.push({ verb: "validateAt", repository: address(repository), commit: repository.commit });
      if (files[0] === undefined) return { conclusion: "none", title: "", summary: "", annotations: [] };
      await onManifests?.();
      if (broken.times > 0) {
        broken.times -= 1;
        throw new Error("the registry fell over");
      }
      const content = await source.read(repository, files[0], 1000);
      assert.ok(content.outcome === "bytes");
      const { problems } = JSON.parse(Buffer.from(content.bytes).toString());
      return reportOf(files[0].path, Number(problems));
    },
    async updateCatalog({ source, repository }) {
      const [listed] = (await source.repositories()).repositories;
      assert.equal(listed?.commit, repository.commit);
      calls.push({ verb: "updateCatalog", repository: address(repository), commit: repository.commit });
    },
    async renameRepository({ id, from, to }) {
      calls.push({ verb: "renameRepository", id, from: address(from), to: address(to), formerNames: to.formerNames });
    },
    async removeRepository({ repository, reason }) {
      calls.push({ verb: "removeRepository", repository: address(repository), id: repository.id, reason });
    },
  };
}

function reportOf(path: string, problems: number): CheckReport {
  const annotations = Array.from({ length: problems }, (_, index) => ({
    path,
    startLine: index + 1,
    level: "failure" as const,
    title: "default-in-range",
    message: `problem ${index}`,
  }));
  const conclusion = problems === 0 ? "success" : "failure";
  return { conclusion, title: `${problems} problems`, summary: "| plugin |", annotations };
}

async function setUp(t: TestContext, options: { isThrottled?: boolean; broken?: number } = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-app-"));
  const github = await startGitHub();
  const calls: Call[] = [];
  const lines: LogLine[] = [];
  const app = await runApp(
    {
      appId: github.appId,
      privateKey: github.privateKey,
      webhookSecret: github.webhookSecret,
      listenHost: "127.0.0.1",
      port: 0,
      forgeHost: "github.com",
      baseUrl: github.baseUrl,
      queuePath: join(folder, "queue.db"),
      indexFolder: folder,
    },
    {
      verbs: makeVerbs(calls, { times: options.broken ?? 0 }),
      clock,
      openSource: (client, repository) => openGitHubRepository(client, repository, repository),
      log: (line) => lines.push(line),
      queue: { backOffMs: 20 },
      isThrottled: options.isThrottled ?? false,
    },
  );
  const url = `http://127.0.0.1:${app.port}/api/github/webhooks`;
  github.setWebhookUrl(url);
  t.after(async () => {
    await app.close();
    await github.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  async function settled(): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const kept = lines.filter((line) => line["outcome"] === "stored" || line["outcome"] === "revived").length;
      const done = lines.reduce((sum, line) => sum + (line["message"] === "done" ? Number(line["together"]) : 0), 0);
      const dead = lines.filter((line) => line["outcome"] === "dead").length;
      if (done + dead >= kept) return;
      assert.ok(Date.now() < deadline, `not settled: ${JSON.stringify(lines.slice(-5))}`);
      await sleep(5);
    }
  }
  return { github, app, calls, lines, settled, url };
}

function verbsOf(calls: Call[]): string[] {
  return calls.map((call) => call.verb);
}

gitTest("a push becomes a check run with annotations on the pushed commit, and the catalog follows", async (t) => {
  const { github, calls, lines, settled } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const sha = await github.commit(repository, { "segment.plugin.json": '{"problems": 3}' });
  await settled();
  const [run, ...others] = github.checkRuns(repository, sha);
  assert.equal(others.length, 0);
  assert.deepEqual([run?.name, run?.status, run?.conclusion], ["Waybill", "completed", "failure"]);
  assert.deepEqual(
    run?.annotations.map((note) => [note.path, note.start_line]),
    [1, 2, 3].map((line) => ["segment.plugin.json", line]),
  );
  assert.deepEqual(verbsOf(calls).sort(), ["updateCatalog", "validateAt"]);
  assert.ok(calls.every((call) => call["commit"] === sha));
  const writes = github.log.filter((entry) => entry.operation.includes("check-runs") && entry.method !== "GET");
  assert.deepEqual(
    writes.map((entry) => entry.method),
    ["POST", "PATCH"],
  );
  const reads = github.log.filter((entry) => entry.method === "GET").map((entry) => entry.operation.split("/").at(-1));
  assert.deepEqual(reads.toSorted(), ["check-runs", "check-runs", "{file_sha}", "{ref}", "{repo}", "{tree_sha}"]);
  const text = JSON.stringify(lines);
  for (const secret of ["ghs_", "PRIVATE KEY", github.webhookSecret]) assert.ok(!text.includes(secret));
});

gitTest("120 problems come in 3 batches, writes a second apart", async (t) => {
  const { github, settled } = await setUp(t, { isThrottled: true });
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const sha = await github.commit(repository, { "segment.plugin.json": '{"problems": 120}' });
  await settled();
  const [run] = github.checkRuns(repository, sha);
  assert.deepEqual(run?.batches, [50, 50, 20]);
  assert.equal(run?.annotations.length, 120);
  const writes = github.log.filter((entry) => entry.operation.includes("check-runs") && entry.points === 5);
  for (const [index, entry] of writes.entries()) {
    const previous = writes[index - 1];
    if (previous !== undefined) assert.ok(entry.at - previous.at >= 900, `${entry.at - previous.at} ms`);
  }
});

gitTest("the next push turns it green; a repository without a manifest gets no check run", async (t) => {
  const { github, settled } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  await github.commit(repository, { "segment.plugin.json": '{"problems": 1}' });
  await settled();
  const fixed = await github.commit(repository, { "segment.plugin.json": '{"problems": 0}' });
  await settled();
  assert.equal(github.checkRuns(repository, fixed)[0]?.conclusion, "success");
  const plain = await github.addRepository({ owner: "lab", name: "plain" });
  const sha = await github.commit(plain, { "README.md": "x" });
  await settled();
  assert.deepEqual(github.checkRuns(plain, sha), []);
});

gitTest(
  "a pull request from a fork is checked on its head; the same commit is not checked twice in effect",
  async (t) => {
    const { github, settled, calls } = await setUp(t);
    const repository = await github.addRepository({ owner: "lab", name: "plugins" });
    await github.commit(repository, { "README.md": "x" });
    const fork = await github.addFork(repository, "visitor");
    const sha = await github.commit(fork, { "a.plugin.json": '{"problems": 2}' }, { branch: "change" });
    await github.openPullRequest(repository, { head: "change", from: fork });
    await settled();
    assert.equal(github.checkRuns(repository, sha)[0]?.annotations.length, 2);
    assert.ok(!github.log.some((entry) => entry.operation.endsWith("/files")), "nothing is asked that nobody needs");
    const next = await github.commit(fork, { "a.plugin.json": '{"problems": 0}' }, { branch: "change" });
    await settled();
    assert.equal(github.checkRuns(repository, next)[0]?.conclusion, "success");
    const own = await github.commit(repository, { "b.plugin.json": '{"problems": 1}' }, { branch: "feature" });
    await github.openPullRequest(repository, { head: "feature" });
    await settled();
    assert.equal(github.checkRuns(repository, own).length, 1);
    assert.ok(
      !calls.some((call) => call.verb === "updateCatalog" && call["commit"] !== undefined && call["commit"] === own),
    );
  },
);

gitTest("the button Re-run makes a new check run on the same commit", async (t) => {
  const { github, settled } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const sha = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  await settled();
  const [run] = github.checkRuns(repository, sha);
  assert.ok(run !== undefined);
  await github.rerequest(run);
  await settled();
  const [, again, ...others] = github.checkRuns(repository, sha);
  assert.equal(others.length, 0);
  assert.equal(again?.status, "completed");
});

gitTest("the next event asks GitHub only whether something has changed", async (t) => {
  const { github, settled, lines } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const sha = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  await settled();
  // The push asked for the branch's head, the button asks for a commit.
  for (const expected of [3, 4]) {
    const run = github.checkRuns(repository, sha).at(-1);
    assert.ok(run !== undefined);
    const before = github.log.length;
    await github.rerequest(run);
    await settled();
    const asked = github.log.slice(before).filter(({ method }) => method === "GET");
    const statuses = asked.filter(({ path }) => !path.includes("check-runs")).map(({ status }) => status);
    assert.deepEqual(
      statuses.toSorted(),
      Array.from({ length: 4 }, (_, at) => (at < 4 - expected ? 200 : 304)),
    );
  }
  assert.equal(github.checkRuns(repository, sha).at(-1)?.annotations.length, 1);
  assert.ok(!lines.some((line) => line["message"] === "failed"));
});

gitTest("a delivery that comes again under its GUID is handled once", async (t) => {
  const { github, settled, calls } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  await settled();
  const count = calls.length;
  const [first] = github.deliveries;
  assert.ok(first !== undefined);
  assert.equal((await github.redeliver(first.guid)).status, 202);
  await settled();
  await sleep(50);
  assert.equal(calls.length, count);
});

gitTest("an old push delivered late acts on the present head", async (t) => {
  const { github, settled, calls, url } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  github.setWebhookUrl(undefined);
  const old = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  const head = await github.commit(repository, { "a.plugin.json": '{"problems": 0}' });
  const payload = await github.pushPayload(repository, old);
  await github.deliver("push", payload, { url });
  await settled();
  assert.ok(calls.length === 2 && calls.every((call) => call["commit"] === head));
  assert.equal(github.checkRuns(repository, old).length, 0);
  const count = calls.length;
  github.setWebhookUrl(url);
  await github.commit(repository, { "b.txt": "b" }, { branch: "gone" });
  await settled();
  assert.equal(calls.length, count + 1);
  await github.deleteBranch(repository, "gone");
  await settled();
  assert.equal(calls.length, count + 1);
});

gitTest("renamed, transferred, made private, deleted and uninstalled reach the verbs", async (t) => {
  const { github, settled, calls } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  await github.commit(repository, { "README.md": "x" });
  await settled();
  calls.length = 0;
  const id = String(repository.id);
  await github.rename(repository, "tools");
  await settled();
  await github.transfer(repository, "institute");
  await settled();
  await github.setPrivate(repository);
  await settled();
  const other = await github.addRepository({ owner: "institute", name: "other" });
  await github.deleteRepository(other);
  await settled();
  await github.removeFromInstallation(repository);
  await settled();
  await github.uninstall("lab");
  await settled();
  assert.deepEqual(calls, [
    { verb: "renameRepository", id, from: "lab/plugins", to: "lab/tools", formerNames: ["github.com/lab/plugins"] },
    { verb: "renameRepository", id, from: "lab/tools", to: "institute/tools", formerNames: ["github.com/lab/tools"] },
    { verb: "removeRepository", repository: "institute/tools", id, reason: "made private" },
    { verb: "removeRepository", repository: "institute/other", id: String(other.id), reason: "deleted" },
    { verb: "removeRepository", repository: "institute/tools", id, reason: "App uninstalled" },
  ]);
});

gitTest(
  "public again, given back and installed again: the present head is checked and the catalog follows",
  async (t) => {
    const { github, settled, calls, url } = await setUp(t);
    const repository = await github.addRepository({ owner: "lab", name: "plugins" });
    await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
    await github.setPrivate(repository);
    await settled();
    github.setWebhookUrl(undefined);
    const unseen = await github.commit(repository, { "a.plugin.json": '{"problems": 0}' });
    github.setWebhookUrl(url);
    const steps: [string, () => Promise<void>][] = [
      ["made public", () => github.setPrivate(repository, false)],
      ["given back", () => github.addToInstallation(repository)],
      ["installed again", () => github.reinstall("lab")],
    ];
    for (const [what, step] of steps) {
      if (what === "given back") await github.removeFromInstallation(repository);
      if (what === "installed again") await github.uninstall("lab");
      await settled();
      calls.length = 0;
      await step();
      await settled();
      assert.deepEqual(verbsOf(calls).sort(), ["updateCatalog", "validateAt"], what);
      assert.ok(calls.every((call) => call["commit"] === unseen && call["repository"] === "lab/plugins"));
    }
    assert.equal(github.checkRuns(repository, unseen).at(-1)?.conclusion, "success");
  },
);

gitTest("what was given to the App and is private, or gone by then, is not listed", async (t) => {
  const { github, settled, calls, url } = await setUp(t);
  const hidden = await github.addRepository({ owner: "lab", name: "hidden", private: true });
  const gone = await github.addRepository({ owner: "lab", name: "gone" });
  const empty = await github.addRepository({ owner: "lab", name: "empty" });
  github.setWebhookUrl(undefined);
  for (const one of [hidden, gone]) await github.commit(one, { "README.md": "x" });
  await github.deleteRepository(gone);
  github.setWebhookUrl(url);
  for (const one of [hidden, gone, empty]) await github.addToInstallation(one);
  await settled();
  assert.deepEqual(verbsOf(calls).sort(), ["removeRepository", "validateAt"]);
});

gitTest("private content never goes to the catalog, also when the payload is older than the privacy", async (t) => {
  const { github, settled, calls, url } = await setUp(t);
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  github.setWebhookUrl(undefined);
  const sha = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  const publicPayload = await github.pushPayload(repository, sha);
  await github.setPrivate(repository);
  await github.deliver("push", publicPayload, { url });
  await settled();
  assert.deepEqual(verbsOf(calls).sort(), ["removeRepository", "validateAt"]);
  assert.equal(github.checkRuns(repository, sha).length, 1);
});

gitTest(
  "without the permission for checks the catalog follows all the same, and the delivery is a dead letter",
  async (t) => {
    const { github, settled, calls, lines } = await setUp(t);
    const repository = await github.addRepository({ owner: "lab", name: "plugins" });
    github.setPermissions("lab", { metadata: "read", contents: "read", pull_requests: "read", checks: "read" });
    const sha = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
    const deadline = Date.now() + 10_000;
    while (!lines.some((line) => line["message"] === "failed") && Date.now() < deadline) await sleep(5);
    assert.ok(lines.some((line) => /Resource not accessible by integration.*\(403\)/.test(String(line["reason"]))));
    assert.ok(calls.some((call) => call.verb === "updateCatalog" && call["commit"] === sha));
    github.setPermissions("lab", { metadata: "read", contents: "read", pull_requests: "read", checks: "write" });
    await settled();
    assert.equal(github.checkRuns(repository, sha)[0]?.status, "completed");
  },
);

gitTest("when validation breaks the check run says so, and the next try takes its place", async (t) => {
  const { github, settled, lines } = await setUp(t, { broken: 1 });
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  const sha = await github.commit(repository, { "a.plugin.json": '{"problems": 1}' });
  await settled();
  assert.deepEqual(
    github.checkRuns(repository, sha).map((run) => [run.title, run.conclusion]),
    [
      ["Not finished", "neutral"],
      ["1 problems", "failure"],
    ],
  );
  assert.ok(lines.some((line) => String(line["reason"]).includes("the registry fell over")));
});

gitTest("is ready when GitHub accepts its key", async (t) => {
  const { github, app } = await setUp(t);
  const answer = await fetch(`http://127.0.0.1:${app.port}/readyz`);
  assert.equal(answer.status, 200);
  assert.ok(github.log.some((entry) => entry.operation === "GET /app" && entry.status === 200));
});

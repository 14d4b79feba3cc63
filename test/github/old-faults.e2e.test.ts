import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeAppVerbs } from "../../src/commands/app-verbs.ts";
import type { AppVerbs } from "../../src/github/app-ports.ts";
import type { LogLine } from "../../src/github/handling.ts";
import { runApp } from "../../src/github/run-app.ts";
import type { Clock } from "../../src/model/clock.ts";
import { openGitHubRepository } from "../../src/sources/github/open-github-repository.ts";
import { type GitHubEmulator, startGitHub } from "../parts/github/emulator.ts";
import { isWire } from "../parts/github/examples.ts";
import { git } from "../parts/github/git-repository.ts";
import { gitTest } from "../parts/github/git-test.ts";
import type { CheckRunState, RepositoryState } from "../parts/github/state.ts";

const clock: Clock = {
  now: () => new Date(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

const FILE = "segment.plugin.json";

/** A manifest with a fault for each `required` that is a text; `more` moves the lines and is no fault. */
function manifest(faults: { images?: boolean; overlap?: boolean; more?: string } = {}): string {
  const input = (key: string, isFaulty = false) => ({ key, type: "file", required: isFaulty ? "true" : true });
  const plugin = {
    waybill: 1,
    name: "segment",
    ...(faults.more === undefined ? {} : { title: faults.more }),
    version: "1.2.0",
    summary: "Finds cells in fluorescence images.",
    license: "Apache-2.0",
    images: [{ reference: "ghcr.io/lab/segment:1.2.0" }],
    run: { mode: "batch", command: ["segment"] },
    inputs: [input("images", faults.images), input("overlap", faults.overlap)],
    outputs: [{ key: "labels", type: "image" }],
    hardware: { cpuMinimum: 2, memoryMiB: 4096 },
    concepts: ["operation_3443"],
  };
  return JSON.stringify(plugin, null, 2);
}

interface Stage {
  github: GitHubEmulator;
  repository: RepositoryState;
  /** Waits until nothing is waiting or under way. */
  settled(): Promise<void>;
  /** The newest check run of a commit, once everything is done. */
  runOf(sha: string): Promise<CheckRunState>;
  /** Requests since the last call of it, as `METHOD last-part`. */
  requests(): string[];
}

/** The App with the hall's own `validateAt`; the catalog, which this is not about, stays as it is. */
async function setUp(t: TestContext): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-old-faults-"));
  const github = await startGitHub();
  const lines: LogLine[] = [];
  const { appId, privateKey, webhookSecret, baseUrl } = github;
  const verbs: AppVerbs = { ...makeAppVerbs({ index: folder, clock }), updateCatalog: async () => undefined };
  const app = await runApp(
    {
      ...{ appId, privateKey, webhookSecret, baseUrl, forgeHost: "github.com", indexFolder: folder },
      ...{ listenHost: "127.0.0.1", port: 0, queuePath: join(folder, "queue.db") },
    },
    {
      verbs,
      clock,
      openSource: (client, repository) => openGitHubRepository(client, repository, repository),
      log: (line) => lines.push(line),
      queue: { backOffMs: 20 },
      isThrottled: false,
    },
  );
  github.setWebhookUrl(`http://127.0.0.1:${app.port}/api/github/webhooks`);
  t.after(async () => {
    await app.close();
    await github.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const repository = await github.addRepository({ owner: "lab", name: "plugins" });
  async function settled(): Promise<void> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const kept = lines.filter((line) => line["outcome"] === "stored").length;
      const done = lines.reduce((sum, line) => sum + (line["message"] === "done" ? Number(line["together"]) : 0), 0);
      assert.ok(!lines.some((line) => line["outcome"] === "dead"), JSON.stringify(lines.slice(-5)));
      if (done >= kept) return;
      assert.ok(Date.now() < deadline, `not settled: ${JSON.stringify(lines.slice(-5))}`);
      await sleep(5);
    }
  }
  let read = 0;
  return {
    github,
    repository,
    settled,
    async runOf(sha) {
      await settled();
      const run = github.checkRuns(repository, sha).at(-1);
      assert.ok(run !== undefined, `no check run on ${sha}`);
      assert.equal(run.status, "completed");
      return run;
    },
    requests() {
      const entries = github.log.slice(read).filter((entry) => entry.operation.includes("/repos/"));
      read = github.log.length;
      return entries.map(({ method, operation }) => `${method} ${operation.split("/").at(-1)}`).toSorted();
    },
  };
}

function notesOf(run: CheckRunState): [level: string, isOld: boolean, what: string][] {
  return run.annotations.map((note) => [
    note.annotation_level,
    note.message.startsWith("(old) "),
    note.title ?? "no title",
  ]);
}

const OLD = ["failure", true, "family-schema"];
const NEW = ["failure", false, "family-schema"];

gitTest("a change fails only for what it brings; what was there before is shown as old", async (t) => {
  const { github, repository, runOf } = await setUp(t);
  const first = await runOf(await github.commit(repository, { [FILE]: manifest({ images: true }) }));
  assert.equal(first.conclusion, "failure", "nothing before it: every fault counts");
  assert.deepEqual(notesOf(first), [NEW]);

  const apart = await github.commit(repository, { "README.md": "x" }, { branch: "docs" });
  await github.openPullRequest(repository, { head: "docs" });
  const untouched = await runOf(apart);
  assert.equal(untouched.conclusion, "success");
  assert.deepEqual(notesOf(untouched), [OLD]);
  assert.match(String(untouched.title), /1 old finding$/);

  const moved = { [FILE]: manifest({ images: true, overlap: true, more: "Segment" }) };
  const worse = await github.commit(repository, moved, { branch: "feature" });
  await github.openPullRequest(repository, { head: "feature" });
  const added = await runOf(worse);
  assert.equal(added.conclusion, "failure");
  assert.deepEqual(notesOf(added), [NEW, OLD], "new before old, and the old one known on another line");
  assert.equal(github.checkRuns(repository, worse).length, 1, "push and pull request say the same");

  const mended = await github.commit(repository, { [FILE]: manifest({ images: true }) }, { branch: "feature" });
  assert.equal((await runOf(mended)).conclusion, "success");
  const green = await runOf(await github.commit(repository, { [FILE]: manifest() }));
  assert.deepEqual([green.conclusion, green.annotations], ["success", []]);
});

gitTest("a push to the default branch is compared with where that stood before", async (t) => {
  const { github, repository, runOf, settled } = await setUp(t);
  await github.commit(repository, { [FILE]: manifest({ images: true }) });
  await settled();
  const again = await runOf(await github.commit(repository, { "README.md": "x" }));
  assert.deepEqual([again.conclusion, notesOf(again)], ["success", [OLD]]);
  const worse = await runOf(await github.commit(repository, { [FILE]: manifest({ images: true, overlap: true }) }));
  assert.deepEqual([worse.conclusion, notesOf(worse)], ["failure", [NEW, OLD]]);
});

gitTest("a pull request from a fork is compared with its base", async (t) => {
  const { github, repository, runOf, settled } = await setUp(t);
  await github.commit(repository, { [FILE]: manifest({ images: true }) });
  await settled();
  const fork = await github.addFork(repository, "visitor");
  const sha = await github.commit(fork, { "README.md": "x" }, { branch: "docs" });
  await github.openPullRequest(repository, { head: "docs", from: fork });
  const run = await runOf(sha);
  assert.deepEqual([run.conclusion, notesOf(run)], ["success", [OLD]]);
  await github.rerequest(run);
  const again = await runOf(sha);
  assert.deepEqual([again.conclusion, notesOf(again)], ["success", [OLD]]);
});

gitTest("the button Re-run gives the same verdict: pull request, default branch", async (t) => {
  const { github, repository, runOf, settled } = await setUp(t);
  await github.commit(repository, { [FILE]: manifest({ images: true }) });
  await settled();
  const onMain = await github.commit(repository, { "README.md": "x" });
  const onBranch = await github.commit(repository, { [FILE]: manifest({ overlap: true }) }, { branch: "feature" });
  await github.openPullRequest(repository, { head: "feature" });
  for (const [sha, conclusion, notes] of [
    [onMain, "success", [OLD]],
    [onBranch, "failure", [NEW]],
  ] as const) {
    const run = await runOf(sha);
    assert.deepEqual([run.conclusion, notesOf(run)], [conclusion, notes]);
    await github.rerequest(run);
    const again = await runOf(sha);
    assert.notEqual(again.id, run.id);
    assert.deepEqual([again.conclusion, notesOf(again)], [conclusion, notes]);
  }
});

gitTest("a branch that stands where the default branch does is not checked against itself", async (t) => {
  const { github, repository, runOf } = await setUp(t);
  const sha = await github.commit(repository, { [FILE]: manifest({ images: true }) });
  assert.equal((await runOf(sha)).conclusion, "failure");
  await git(repository.folder, ["branch", "release", "refs/heads/main"]);
  await github.deliver("push", await github.pushPayload(repository, sha, "release"));
  assert.equal((await runOf(sha)).conclusion, "failure");
  assert.equal(github.checkRuns(repository, sha).length, 1);
});

gitTest("a base that cannot be read is said, and every fault counts", async (t) => {
  const { github, repository, runOf } = await setUp(t);
  const sha = await github.commit(repository, { [FILE]: manifest({ images: true }) });
  await runOf(sha);
  const payload = await github.pushPayload(repository, sha);
  assert.ok(isWire(payload));
  // Pushed by force: what was there before is gone.
  await github.deliver("push", { ...payload, before: "1".repeat(40) });
  const run = await runOf(sha);
  assert.equal(run.conclusion, "failure");
  assert.deepEqual(notesOf(run), [NEW]);
  assert.match(String(run.summary), /^The commit before could not be read, so every finding counts as new: .*404/);
});

gitTest("what it costs: nothing where nothing is at fault, else one tree and the files of the base", async (t) => {
  const { github, repository, settled, requests } = await setUp(t);
  const write = ["GET check-runs", "GET check-runs"];
  const head = ["GET {file_sha}", "GET {ref}", "GET {repo}", "GET {tree_sha}"];
  const end = ["PATCH {check_run_id}", "POST check-runs"];
  await github.commit(repository, { [FILE]: manifest({ images: true }) });
  await settled();
  assert.deepEqual(requests(), [...write, ...head, ...end], "the first push");
  await github.commit(repository, { [FILE]: manifest({ overlap: true }) });
  await settled();
  const base = ["GET {file_sha}", "GET {tree_sha}"];
  assert.deepEqual(requests(), [...write, ...head, ...base, ...end].toSorted(), "a push with faults");
  await github.commit(repository, { [FILE]: manifest() });
  await settled();
  assert.deepEqual(requests(), [...write, ...head, ...end], "a push without faults");
});

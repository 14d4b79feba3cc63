import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { CheckAnnotation } from "../../src/github/app-ports.ts";
import { type CheckRunContent, writeCheckRun } from "../../src/github/check-run.ts";
import type { GitHubClient } from "../../src/github/client.ts";
import { makeInstallationClient } from "../parts/github/clients.ts";
import { type GitHubEmulator, startGitHub } from "../parts/github/emulator.ts";
import { gitTest, hasGit } from "../parts/github/git-test.ts";
import type { RepositoryState } from "../parts/github/state.ts";

let github: GitHubEmulator;
let repository: RepositoryState;
let client: GitHubClient;
let commits = 0;

before(async () => {
  if (!hasGit) return;
  github = await startGitHub();
  repository = await github.addRepository({ owner: "lab", name: "plugins" });
  client = await makeInstallationClient(github, "lab");
});
after(() => github?.stop());

async function freshCommit(): Promise<string> {
  commits += 1;
  return await github.commit(repository, { "a.txt": String(commits) });
}

function report(count: number, more: Partial<CheckRunContent & { status: "completed" }> = {}): CheckRunContent {
  const annotations: CheckAnnotation[] = Array.from({ length: count }, (_, index) => ({
    path: "segment.plugin.json",
    startLine: index + 1,
    level: "failure",
    title: "default-in-range",
    message: `problem ${index}`,
  }));
  const content = { name: "Waybill", status: "completed", conclusion: "failure", title: "t", summary: "s" } as const;
  return { ...content, annotations, ...more };
}

const queued: CheckRunContent = { name: "Waybill", status: "queued", title: "Queued", summary: "…" };
const batches: [number, number[]][] = [
  [0, []],
  [1, [1]],
  [50, [50]],
  [51, [50, 1]],
  [120, [50, 50, 20]],
];
for (const [count, expected] of batches) {
  gitTest(`writes ${count} annotations in ${expected.length} batches, queued first or not`, async () => {
    for (const isQueued of [true, false]) {
      const sha = await freshCommit();
      if (isQueued) await writeCheckRun(client, repository, sha, queued);
      const { writes } = await writeCheckRun(client, repository, sha, report(count));
      const [run, ...others] = github.checkRuns(repository, sha);
      assert.equal(others.length, 0);
      assert.deepEqual(run?.batches, expected);
      assert.equal(run?.annotations.length, count);
      assert.equal(run?.conclusion, "failure");
      assert.equal(writes, Math.max(1, expected.length));
    }
  });
}

gitTest("the same report again writes nothing; another one takes its place", async () => {
  const sha = await freshCommit();
  await writeCheckRun(client, repository, sha, report(60));
  for (const content of [report(60), queued]) {
    assert.equal((await writeCheckRun(client, repository, sha, content)).writes, 0);
  }
  await writeCheckRun(client, repository, sha, report(0, { conclusion: "success" }));
  assert.deepEqual(
    github.checkRuns(repository, sha).map((run) => run.conclusion),
    ["failure", "success"],
  );
});

gitTest("goes on where it was cut off, and shows no annotation twice", async () => {
  for (const cutAfter of [1, 2, 3]) {
    const sha = await freshCommit();
    await writeCheckRun(client, repository, sha, queued);
    let writes = 0;
    const dying: GitHubClient = {
      async request(route, parameters) {
        if (!route.startsWith("GET") && writes++ >= cutAfter) throw new Error("killed");
        return await client.request(route, parameters);
      },
    };
    const content = report(170);
    await assert.rejects(writeCheckRun(dying, repository, sha, content), /killed/);
    assert.equal(github.checkRuns(repository, sha)[0]?.status, "in_progress");
    await writeCheckRun(client, repository, sha, content);
    const [run, ...others] = github.checkRuns(repository, sha);
    assert.equal(others.length, 0);
    assert.deepEqual(
      run?.annotations.map((note) => note.start_line),
      Array.from({ length: 170 }, (_, line) => line + 1),
    );
    assert.equal(run?.status, "completed");
  }
});

gitTest("closes a half-written run when the report has changed meanwhile", async () => {
  const sha = await freshCommit();
  let writes = 0;
  const dying: GitHubClient = {
    async request(route, parameters) {
      if (!route.startsWith("GET") && writes++ >= 1) throw new Error("killed");
      return await client.request(route, parameters);
    },
  };
  await assert.rejects(writeCheckRun(dying, repository, sha, report(60)), /killed/);
  await writeCheckRun(client, repository, sha, report(2));
  assert.deepEqual(
    github.checkRuns(repository, sha).map((run) => [run.status, run.conclusion, run.annotations.length]),
    [
      ["completed", "cancelled", 50],
      ["completed", "failure", 2],
    ],
  );
});

gitTest("a re-run makes one new run, also when it is repeated after a crash", async () => {
  const sha = await freshCommit();
  const { id } = await writeCheckRun(client, repository, sha, report(1));
  await writeCheckRun(client, repository, sha, { ...queued, rerunOf: id });
  for (let time = 0; time < 2; time += 1) await writeCheckRun(client, repository, sha, { ...report(1), rerunOf: id });
  assert.deepEqual(
    github.checkRuns(repository, sha).map((run) => run.status),
    ["completed", "completed"],
  );
});

gitTest("cuts a summary that is too long, and columns of several lines", async () => {
  const sha = await freshCommit();
  const annotation: CheckAnnotation = {
    path: "a.json",
    startLine: 3,
    endLine: 5,
    startColumn: 2,
    endColumn: 4,
    level: "warning",
    title: "t",
    message: "m",
  };
  const one = { ...annotation, endLine: 3 };
  await writeCheckRun(
    client,
    repository,
    sha,
    report(0, { summary: "\u{1F9EA}".repeat(40_000), annotations: [annotation, one] }),
  );
  const [run] = github.checkRuns(repository, sha);
  assert.ok((run?.summary?.length ?? 0) <= 65_535 && run?.summary?.isWellFormed());
  assert.match(run?.summary ?? "", /cut: the rest/);
  assert.deepEqual(
    run?.annotations.map((note) => note.start_column),
    [undefined, 2],
  );
});

gitTest("tries twice more when GitHub has a fault, then says so", async () => {
  const sha = await freshCommit();
  github.failNext({ matches: /^GET .*check-runs/, status: 502 });
  await writeCheckRun(client, repository, sha, report(1));
  assert.equal(github.checkRuns(repository, sha).length, 1);
});

import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { GitHubClient } from "../../../src/github/client.ts";
import { github as row } from "../../../src/sources/github/index.ts";
import { openGitHubRepository } from "../../../src/sources/github/open-github-repository.ts";
import { makeInstallationClient } from "../../parts/github/clients.ts";
import { type GitHubEmulator, startGitHub } from "../../parts/github/emulator.ts";
import { gitTest, hasGit } from "../../parts/github/git-test.ts";
import type { RepositoryState } from "../../parts/github/state.ts";

const CAP = 1000;
let github: GitHubEmulator;
let repository: RepositoryState;
let client: GitHubClient;
let first: string;

before(async () => {
  if (!hasGit) return;
  github = await startGitHub();
  repository = await github.addRepository({ owner: "lab", name: "plugins" });
  first = await github.commit(repository, { "a.plugin.json": '{"v":1}' });
  await github.commit(repository, {
    "a.plugin.json": '{"v":2}',
    "deep/b.plugin.json": "bytes \u{1F9EA}",
    "deep/link": { symlink: "../a.plugin.json" },
    "deep/circle": { symlink: "circle" },
    "deep/out": { symlink: "../../../etc/passwd" },
    "deep/root": { symlink: "/etc/passwd" },
    "deep/loose": { symlink: "nothing" },
    sub: { submodule: "1".repeat(40) },
    large: "x".repeat(CAP + 1),
  });
  client = await makeInstallationClient(github, "lab");
});
after(() => github?.stop());

gitTest("lists the head of the default branch with the forge's ids, and each file by kind", async () => {
  const source = openGitHubRepository(client, { owner: "lab", name: "plugins" });
  const { repositories, faults, expected } = await source.repositories();
  assert.deepEqual(faults, []);
  assert.equal(expected, 1);
  const [found] = repositories;
  assert.ok(found !== undefined);
  assert.equal(found.id, String(repository.id));
  assert.equal(found.isPrivate, false);
  const files = await source.files(found);
  assert.deepEqual(
    files.map((file) => [file.path, file.kind]),
    [
      ["a.plugin.json", "file"],
      ["deep/b.plugin.json", "file"],
      ["deep/circle", "symlink"],
      ["deep/link", "symlink"],
      ["deep/loose", "symlink"],
      ["deep/out", "symlink"],
      ["deep/root", "symlink"],
      ["large", "file"],
      ["sub", "submodule"],
    ],
  );
});

const contents: [string, string][] = [
  ["a.plugin.json", '{"v":2}'],
  ["deep/b.plugin.json", "bytes \u{1F9EA}"],
  ["deep/link", '{"v":2}'],
  ["deep/circle", "symlink-outside"],
  ["deep/out", "symlink-outside"],
  ["deep/root", "symlink-outside"],
  ["deep/loose", "gone"],
  ["sub", "submodule"],
  ["large", "too-large"],
  ["nowhere", "gone"],
];
for (const [path, expected] of contents) {
  gitTest(`reads ${path}`, async () => {
    const source = openGitHubRepository(client, { owner: "lab", name: "plugins" });
    const [found] = (await source.repositories()).repositories;
    assert.ok(found !== undefined);
    const content = await source.read(found, { path, kind: "file" }, CAP);
    assert.equal(content.outcome === "bytes" ? Buffer.from(content.bytes).toString() : content.reason, expected);
  });
}

gitTest("a file over the cap costs no request", async () => {
  const source = openGitHubRepository(client, { owner: "lab", name: "plugins" });
  const [found] = (await source.repositories()).repositories;
  assert.ok(found !== undefined);
  const before = github.log.length;
  await source.read(found, { path: "large", kind: "file" }, CAP);
  assert.equal(github.log.length, before);
});

gitTest("stays at the commit it was opened at", async () => {
  const source = openGitHubRepository(client, { owner: "lab", name: "plugins", gitRef: first });
  const [found] = (await source.repositories()).repositories;
  assert.equal(found?.commit, first);
  assert.deepEqual(found && (await source.files(found)).map((file) => file.path), ["a.plugin.json"]);
});

gitTest("a truncated tree is a fault and never half a listing", async () => {
  github.setLimits({ treeEntries: 2 });
  const source = openGitHubRepository(client, { owner: "lab", name: "plugins" });
  const { repositories, faults } = await source.repositories();
  github.setLimits({ treeEntries: 100_000 });
  assert.deepEqual(repositories, []);
  assert.match(faults[0]?.reason ?? "", /lists only \d+ files/);
});

const absent: [string, { owner: string; name: string; gitRef?: string }, RegExp][] = [
  ["a repository that is not there", { owner: "lab", name: "none" }, /no such repository/],
  ["a branch that is not there", { owner: "lab", name: "plugins", gitRef: "heads/none" }, /no commit heads\/none/],
];
for (const [what, address, reason] of absent) {
  gitTest(`${what} is a fault`, async () => {
    const { repositories, faults } = await openGitHubRepository(client, address).repositories();
    assert.deepEqual(repositories, []);
    assert.match(faults[0]?.reason ?? "", reason);
  });
}

gitTest("an empty repository is a fault", async () => {
  await github.addRepository({ owner: "lab", name: "empty" });
  const { faults } = await openGitHubRepository(client, { owner: "lab", name: "empty" }).repositories();
  assert.match(faults[0]?.reason ?? "", /no commit yet/);
});

gitTest("bytes that are not what their object id says are not handed out", async () => {
  const lying: GitHubClient = {
    async request(route, parameters) {
      const answer = await client.request(route, parameters);
      if (!route.includes("/git/blobs/")) return answer;
      return { ...answer, data: { encoding: "base64", content: Buffer.from("other").toString("base64") } };
    },
  };
  const source = openGitHubRepository(lying, { owner: "lab", name: "plugins" });
  const [found] = (await source.repositories()).repositories;
  assert.ok(found !== undefined);
  await assert.rejects(source.read(found, { path: "a.plugin.json", kind: "file" }, CAP), /do not have the object id/);
});

gitTest("as a row of the table it says that it cannot crawl yet", async () => {
  const opened = row.open({ kind: "github", repositories: ["lab/plugins"] });
  const { repositories, faults, expected } = await opened.repositories();
  assert.deepEqual(repositories, []);
  assert.equal(expected, 1);
  assert.match(faults[0]?.reason ?? "", /^not-supported/);
});

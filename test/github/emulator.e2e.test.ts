import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { statusOf } from "../../src/github/client.ts";
import { textAt, valueAt } from "../../src/github/narrow.ts";
import { readRepository } from "../../src/github/read-repository.ts";
import { makeAppJwt, makeInstallationClient } from "../parts/github/clients.ts";
import { type GitHubEmulator, startGitHub } from "../parts/github/emulator.ts";
import { gitTest, hasGit } from "../parts/github/git-test.ts";
import type { RepositoryState } from "../parts/github/state.ts";

let github: GitHubEmulator;
let open: RepositoryState;
let hidden: RepositoryState;

before(async () => {
  if (!hasGit) return;
  github = await startGitHub();
  open = await github.addRepository({ owner: "lab", name: "plugins" });
  hidden = await github.addRepository({ owner: "secret-lab", name: "plugins", private: true });
  await github.commit(open, { "README.md": "hello\n", "a/b.plugin.json": "{}\n" });
  await github.commit(hidden, { "README.md": "hidden\n" });
});
after(() => github?.stop());

const clientOf = (owner: string) => makeInstallationClient(github, owner);

/** What the emulator answers to a JWT. */
async function askAsApp(jwt: string, path: string, baseUrl = github.baseUrl) {
  const answer = await fetch(`${baseUrl}${path}`, { headers: { authorization: `bearer ${jwt}` } });
  const data: unknown = await answer.json();
  return { status: answer.status, data };
}

async function statusOfRequest(work: Promise<unknown>): Promise<number | undefined> {
  return await work.then(
    () => 200,
    (error: unknown) => statusOf(error),
  );
}

gitTest("an installation reads its repositories and a stranger's private one is not there", async () => {
  const client = await clientOf("lab");
  const listed = await client.request("GET /installation/repositories");
  assert.equal(valueAt(listed.data, "total_count"), 1);
  assert.equal(await statusOfRequest(client.request("GET /repos/secret-lab/plugins")), 404);
  assert.equal((await readRepository(await clientOf("secret-lab"), "github.com", hidden))?.isPrivate, true);
});

gitTest("a call that the permissions do not allow is answered 403", async () => {
  const client = await clientOf("lab");
  const all = { ...github.installation("lab").permissions };
  github.setPermissions("lab", { metadata: "read", contents: "read", checks: "read" });
  const sha = await github.commit(open, { "x.txt": "x" });
  const create = client.request("POST /repos/lab/plugins/check-runs", { name: "Waybill", head_sha: sha });
  await assert.rejects(create, /Resource not accessible by integration/);
  assert.equal(await statusOfRequest(client.request("GET /repos/lab/plugins/pulls/1")), 403);
  assert.equal(await statusOfRequest(client.request("GET /repos/lab/plugins/git/ref/heads/main")), 200);
  github.setPermissions("lab", { metadata: "read" });
  assert.equal(await statusOfRequest(client.request("GET /repos/lab/plugins/git/ref/heads/main")), 403);
  github.setPermissions("lab", all);
  const created = await client.request("POST /repos/lab/plugins/check-runs", { name: "Waybill", head_sha: sha });
  assert.equal(created.status, 201);
});

gitTest("a JWT lives ten minutes, comes from the App's key and is for the App's own paths only", async () => {
  const now = Date.now();
  const jwt = makeAppJwt(github, new Date(now));
  assert.equal(textAt((await askAsApp(jwt, "/app")).data, "slug"), "waybill");
  assert.equal((await askAsApp(jwt, "/installation/repositories")).status, 401);
  const found = await askAsApp(jwt, "/repos/lab/plugins/installation");
  assert.equal(valueAt(found.data, "id"), github.installation("lab").id);
  const old = makeAppJwt(github, new Date(now - 11 * 60_000));
  const stranger = makeAppJwt({ ...github, appId: github.appId + 1 }, new Date(now));
  for (const bad of [old, stranger, `${old.slice(0, -8)}AAAAAAAA`, "a.b.c"]) {
    assert.equal((await askAsApp(bad, "/app")).status, 401);
  }
});

gitTest("asks again with the ETag and takes 304 for the same answer at no cost", async () => {
  const client = await clientOf("lab");
  const first = await client.request("GET /repos/lab/plugins");
  const second = await client.request("GET /repos/lab/plugins");
  assert.deepEqual(second.data, first.data);
  assert.equal(github.log.at(-1)?.status, 304);
  const used = Number(first.headers["x-ratelimit-used"]);
  const { data } = await client.request("GET /rate_limit");
  assert.ok(Number(valueAt(data, "rate", "used")) <= used + 1);
});

gitTest("a renamed repository redirects until its name is taken again", async () => {
  const client = await clientOf("lab");
  const moving = await github.addRepository({ owner: "lab", name: "old" });
  await github.commit(moving, { "README.md": "x" });
  await github.rename(moving, "new");
  const facts = await readRepository(client, "github.com", { owner: "lab", name: "old" });
  assert.equal(facts?.name, "new");
  assert.equal(facts?.id, String(moving.id));
  assert.ok(github.log.some((entry) => entry.status === 301 && entry.path === "/repos/lab/old"));
  const taken = await github.addRepository({ owner: "lab", name: "old" });
  assert.equal((await readRepository(client, "github.com", { owner: "lab", name: "old" }))?.id, String(taken.id));
  await github.deleteRepository(taken);
  assert.equal(await readRepository(client, "github.com", { owner: "lab", name: "old" }), undefined);
});

gitTest("contents, blobs, trees and pull requests of a fork come from git", async () => {
  const client = await clientOf("lab");
  const file = await client.request("GET /repos/{owner}/{repo}/contents/{path}", {
    owner: "lab",
    repo: "plugins",
    path: "a/b.plugin.json",
  });
  assert.equal(Buffer.from(textAt(file.data, "content") ?? "", "base64").toString(), "{}\n");
  const fork = await github.addFork(open, "visitor");
  const sha = await github.commit(fork, { "c.plugin.json": "{}" }, { branch: "change" });
  const pull = await github.openPullRequest(open, { head: "change", from: fork });
  const read = await client.request(`GET /repos/lab/plugins/pulls/${pull.number}`);
  assert.equal(textAt(read.data, "head", "sha"), sha);
  const files = await client.request(`GET /repos/lab/plugins/pulls/${pull.number}/files`);
  assert.deepEqual(Array.isArray(files.data) && files.data.map((one) => textAt(one, "filename")), ["c.plugin.json"]);
  assert.equal(await statusOfRequest(client.request(`GET /repos/lab/plugins/git/trees/${sha}?recursive=1`)), 200);
});

gitTest("the primary limit ends in 403 with the moment of its end", async () => {
  github.setLimits({ perHour: 1 });
  const client = await clientOf("lab");
  assert.equal(await statusOfRequest(client.request("GET /repos/lab/plugins")), 403);
  github.setLimits({ perHour: 5000 });
});

gitTest("refuses a request that GitHub's description does not know, and remembers it", async () => {
  const client = await clientOf("lab");
  assert.equal(await statusOfRequest(client.request("GET /repos/lab/plugins/no-such-thing")), 400);
  assert.equal(await statusOfRequest(client.request("POST /repos/lab/plugins/check-runs", { name: 7 })), 400);
  assert.equal(github.takeViolations().length, 3);
});

gitTest("an answer that lies fails the test that caused it", async () => {
  const liar = await startGitHub({
    referee: (real) => ({
      ...real,
      checkAnswer(operation, status, body) {
        const lie = operation === "GET /app" ? { ...Object(body), id: "seven" } : body;
        return real.checkAnswer(operation, status, lie);
      },
    }),
  });
  const { data } = await askAsApp(makeAppJwt(liar, new Date()), "/app", liar.baseUrl);
  assert.match(textAt(data, "message") ?? "", /emulator refuses.*id: must be integer/);
  await assert.rejects(liar.stop(), /the referees object/);
});

gitTest("webhooks are signed over the bytes that are sent, and only for events the App asked for", async () => {
  const seen: { event: string; isSigned: boolean }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const digest = createHmac("sha256", github.webhookSecret).update(Buffer.concat(chunks)).digest("hex");
    const isSigned = request.headers["x-hub-signature-256"] === `sha256=${digest}`;
    seen.push({ event: String(request.headers["x-github-event"]), isSigned });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  github.setWebhookUrl(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/hook`);
  await github.commit(open, { "d.txt": "d" });
  await github.uninstall("secret-lab");
  await github.commit(hidden, { "e.txt": "e" });
  github.setWebhookUrl(undefined);
  server.close();
  assert.deepEqual(seen, [
    { event: "push", isSigned: true },
    { event: "installation", isSigned: true },
  ]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { mergePushes, toDelivery } from "../../src/github/queued-event.ts";
import { readFormerAddress, readLostRepositories, readPush } from "../../src/github/read-event.ts";
import { exampleOf } from "../parts/github/examples.ts";

const push = exampleOf("push", (payload) => payload["ref"] === "refs/heads/master");
const repository = { owner: "Codertocat", name: "Hello-World", id: "186853002" };

test("reads a published push", () => {
  assert.deepEqual(readPush(push)?.repository, repository);
  assert.equal(readPush(push)?.branch, "master");
});

const pushes: [string, Record<string, unknown>, string[] | undefined | "no push"][] = [
  ["one commit", { created: false, commits: [{ added: ["b"], modified: ["a"], removed: ["c"] }] }, ["a", "b", "c"]],
  ["a path that looks like a prototype", { created: false, commits: [{ added: ["__proto__"] }] }, ["__proto__"]],
  ["a forced push", { created: false, forced: true, commits: [{ added: ["a"] }] }, undefined],
  ["a new branch", { created: true, commits: [{ added: ["a"] }] }, undefined],
  ["2,048 commits", { created: false, commits: Array(2048).fill({ added: ["a"] }) }, undefined],
  ["no commits", { created: false, commits: [] }, undefined],
  ["commits that are no list", { created: false, commits: "x" }, undefined],
  ["a deleted branch", { deleted: true }, "no push"],
  ["a tag", { ref: "refs/tags/v1" }, "no push"],
  ["a ref that is no text", { ref: 7 }, "no push"],
  ["no repository", { repository: null }, "no push"],
];
for (const [what, change, expected] of pushes) {
  test(`reads the changed paths of ${what}`, () => {
    const read = readPush({ ...push, forced: false, ...change });
    if (expected === "no push") assert.equal(read, undefined);
    else assert.deepEqual(read?.changedPaths, expected);
  });
}

test("pushes to one branch merge, to two they do not", () => {
  const keyOf = (ref: string) => toDelivery("g", "push", "{}", { ...push, ref }).mergeKey;
  assert.equal(keyOf("refs/heads/a"), keyOf("refs/heads/a"));
  assert.notEqual(keyOf("refs/heads/a"), keyOf("refs/heads/b"));
  assert.equal(toDelivery("g", "push", "{}", push).repository, repository.id);
  assert.equal(toDelivery("g", "repository", "{}", push).mergeKey, undefined);
});

test("a merged push has the commits of all and is forced if one was", () => {
  const merged = mergePushes({ after: "3", commits: [3], forced: false }, [
    { after: "1", commits: [1], forced: true },
    { after: "2", commits: [2], created: true },
  ]);
  assert.deepEqual(merged, { after: "3", commits: [1, 2, 3], forced: true, created: true });
});

test("reads the published examples of renames, transfers and lost repositories", () => {
  const renamed = exampleOf("repository", (payload) => payload["action"] === "renamed");
  assert.equal(readFormerAddress(renamed)?.name, "Hello-World");
  const transferred = exampleOf("repository", (payload) => payload["action"] === "transferred" && "changes" in payload);
  assert.equal(readFormerAddress(transferred)?.owner, "octocat");
  const deleted = exampleOf("installation", (payload) => payload["action"] === "deleted");
  assert.deepEqual(readLostRepositories(deleted), [{ owner: "octocat", name: "Hello-World", id: "1296269" }]);
  const removed = exampleOf("installation_repositories", (payload) => payload["action"] === "removed");
  assert.deepEqual(readLostRepositories(removed), [{ owner: "octocat", name: "Hello-World", id: "1296269" }]);
});

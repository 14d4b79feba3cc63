import assert from "node:assert/strict";
import { test } from "node:test";
import { payloadOf, toDelivery } from "../../src/github/queued-event.ts";
import {
  readFormerAddress,
  readGainedRepositories,
  readLostRepositories,
  readPush,
} from "../../src/github/read-event.ts";
import { exampleOf } from "../parts/github/examples.ts";

const push = exampleOf("push", (payload) => payload["ref"] === "refs/heads/master");
const repository = { owner: "Codertocat", name: "Hello-World", id: "186853002" };

test("reads a published push", () => {
  assert.deepEqual(readPush(push)?.repository, repository);
  assert.equal(readPush(push)?.branch, "master");
});

const noPushes: [string, Record<string, unknown>][] = [
  ["a deleted branch", { deleted: true }],
  ["a tag", { ref: "refs/tags/v1" }],
  ["a ref that is no text", { ref: 7 }],
  ["no repository", { repository: null }],
];
for (const [what, change] of noPushes) {
  test(`${what} is no push to a branch`, () => {
    assert.equal(readPush({ ...push, ...change }), undefined);
  });
}

test("where a branch stood before a push is told, but not the zeros of a branch that began with it", () => {
  const before = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
  assert.equal(readPush({ ...push, before })?.before, before);
  for (const none of ["0".repeat(40), "0".repeat(64), "main", "", 7, `${before}/..`, undefined]) {
    assert.equal(readPush({ ...push, before: none })?.before, undefined, String(none));
  }
});

test("pushes done together are one push from where the oldest began", () => {
  const [first, last] = ["a", "b"].map((letter) => JSON.stringify({ before: letter.repeat(40), after: letter }));
  assert.ok(first !== undefined && last !== undefined);
  const together = payloadOf({ event: "push", payload: last, oldestPayload: first });
  assert.deepEqual(together, { before: "a".repeat(40), after: "b" });
  const alone = payloadOf({ event: "push", payload: last, oldestPayload: last });
  assert.deepEqual(alone, { before: "b".repeat(40), after: "b" });
  const pull = payloadOf({ event: "pull_request", payload: '{"number":2}', oldestPayload: '{"number":1}' });
  assert.deepEqual(pull, { number: 2 });
});

test("pushes to one branch merge, to two they do not", () => {
  const keyOf = (ref: string) => toDelivery("g", "push", "{}", { ...push, ref }).mergeKey;
  assert.equal(keyOf("refs/heads/a"), keyOf("refs/heads/a"));
  assert.notEqual(keyOf("refs/heads/a"), keyOf("refs/heads/b"));
  assert.equal(toDelivery("g", "push", "{}", push).repository, repository.id);
  assert.equal(toDelivery("g", "repository", "{}", push).mergeKey, undefined);
});

test("reads the published examples of renames, transfers, lost and gained repositories", () => {
  const renamed = exampleOf("repository", (payload) => payload["action"] === "renamed");
  assert.equal(readFormerAddress(renamed)?.name, "Hello-World");
  const transferred = exampleOf("repository", (payload) => payload["action"] === "transferred" && "changes" in payload);
  assert.equal(readFormerAddress(transferred)?.owner, "octocat");
  const deleted = exampleOf("installation", (payload) => payload["action"] === "deleted");
  assert.deepEqual(readLostRepositories(deleted), [{ owner: "octocat", name: "Hello-World", id: "1296269" }]);
  const removed = exampleOf("installation_repositories", (payload) => payload["action"] === "removed");
  assert.deepEqual(readLostRepositories(removed), [{ owner: "octocat", name: "Hello-World", id: "1296269" }]);
  assert.deepEqual(readGainedRepositories(removed), []);
  const added = exampleOf("installation_repositories", (payload) => payload["action"] === "added");
  assert.deepEqual(readGainedRepositories(added), [{ owner: "Codertocat", name: "Space", id: "186853007" }]);
  const created = exampleOf("installation", (payload) => payload["action"] === "created");
  assert.deepEqual(readGainedRepositories(created), [repository]);
});

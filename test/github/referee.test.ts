import assert from "node:assert/strict";
import { test } from "node:test";
import { readDemands } from "../parts/github/permissions.ts";
import { makeReferee } from "../parts/github/referee.ts";

const referee = makeReferee();
const RUN = "POST /repos/{owner}/{repo}/check-runs";
const TREE = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
const note = { path: "a.json", start_line: 1, end_line: 1, annotation_level: "failure", message: "no" };

const routes: [string, string, string | undefined][] = [
  ["GET", "/repos/lab/plugins/commits/heads/a/b", "GET /repos/{owner}/{repo}/commits/{ref}"],
  ["GET", "/repos/lab/plugins/commits/main/check-runs", "GET /repos/{owner}/{repo}/commits/{ref}/check-runs"],
  ["GET", "/repos/lab/plugins/contents/dir%2Fa.json", "GET /repos/{owner}/{repo}/contents/{path}"],
  ["GET", "/repos/lab/plugins/installation", "GET /repos/{owner}/{repo}/installation"],
  ["DELETE", "/repos/lab/plugins", undefined],
  ["GET", "/repos/lab/plugins/no-such-thing", undefined],
];
for (const [method, path, operation] of routes) {
  test(`reads ${method} ${path} as ${operation}`, () => {
    assert.equal(referee.operationOf(method, path)?.operation, operation);
  });
}

const answers: [string, string, number, unknown, RegExp | undefined][] = [
  ["a right answer", TREE, 200, { sha: "a", tree: [], truncated: false }, undefined],
  ["a string for a flag", TREE, 200, { sha: "a", tree: [], truncated: "no" }, /truncated: must be boolean/],
  ["a missing field", TREE, 200, { tree: [], truncated: false }, /required property 'sha'/],
  ["an undocumented status", TREE, 202, { sha: "a", tree: [], truncated: false }, /202 is not documented/],
  ["a body with 304", TREE, 304, {}, /no body/],
  ["a fault inside a list", TREE, 200, { sha: "a", tree: [{ size: "9" }], truncated: false }, /size: must be integer/],
  ["a wrong error", TREE, 404, { message: 4 }, /message: must be string/],
];
for (const [what, operation, status, body, fault] of answers) {
  test(`judges ${what}`, () => {
    const faults = referee.checkAnswer(operation, status, body);
    if (fault === undefined) assert.deepEqual(faults, []);
    else assert.match(faults.join("\n"), fault);
  });
}

const requests: [string, unknown, RegExp | undefined][] = [
  ["a right body", { name: "W", head_sha: "a", output: { title: "t", summary: "s", annotations: [note] } }, undefined],
  ["no body", undefined, /needs a body/],
  ["a missing field", { name: "W" }, /required property 'head_sha'/],
  [
    "51 annotations",
    { name: "W", head_sha: "a", output: { title: "t", summary: "s", annotations: Array(51).fill(note) } },
    /more than 50/,
  ],
  [
    "a level we invented",
    {
      name: "W",
      head_sha: "a",
      output: { title: "t", summary: "s", annotations: [{ ...note, annotation_level: "error" }] },
    },
    /annotation_level/,
  ],
  [
    "an output without its summary",
    { name: "W", head_sha: "a", output: { title: "t" } },
    /required property 'summary'/,
  ],
];
for (const [what, body, fault] of requests) {
  test(`judges a request with ${what}`, () => {
    const faults = referee.checkRequest(RUN, body);
    if (fault === undefined) assert.deepEqual(faults, []);
    else assert.match(faults.join("\n"), fault);
  });
}

test("every operation of the description has a row in the permissions table", () => {
  for (const operation of readDemands().keys()) {
    const [method = "", path = ""] = operation.split(" ");
    assert.equal(referee.operationOf(method, path.replaceAll(/[{}]/g, ""))?.operation, operation);
  }
  assert.ok(readDemands().size >= 18);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ProbotOctokit } from "probot";
import { type AnswerStore, makeAnswerStore } from "../../src/github/answer-store.ts";
import type { GitHubClient } from "../../src/github/client.ts";
import { conditionalRequests } from "../../src/github/conditional-requests.ts";

interface Asked {
  path: string;
  ifNoneMatch: string | null;
}

/** A server that knows one version of everything; `asked` says what came. */
function makeServer(type = "application/json; charset=utf-8") {
  const asked: Asked[] = [];
  const server = { etag: 'W/"1"', asked, fetch: answer };
  async function answer(url: string | URL | Request, options: RequestInit = {}): Promise<Response> {
    const ifNoneMatch = new Headers(options.headers).get("if-none-match");
    asked.push({ path: new URL(String(url)).pathname, ifNoneMatch });
    const headers = { "content-type": type, etag: server.etag };
    if (ifNoneMatch === server.etag) return new Response(null, { status: 304, headers });
    return new Response(JSON.stringify({ version: server.etag }), { headers });
  }
  return server;
}

/** A client as Probot makes one for an event. */
function makeClient(store: AnswerStore, fetch: typeof globalThis.fetch, auth: object): GitHubClient {
  const authStrategy = () =>
    Object.assign(async () => ({}), {
      hook: (request: (of: unknown) => unknown, options: unknown) => request(options),
    });
  const Octokit = ProbotOctokit.plugin(conditionalRequests(store));
  return new Octokit({
    authStrategy,
    auth,
    request: { fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
  });
}

const LAB = { installationId: 7 };

test("the next client of an installation asks whether the answer has changed, and gets the one that was kept", async () => {
  const store = makeAnswerStore();
  const server = makeServer();
  const first = await makeClient(store, server.fetch, LAB).request("GET /repos/lab/a");
  Object.assign(Object(first.data), { version: "spoiled" });
  const second = await makeClient(store, server.fetch, LAB).request("GET /repos/lab/a");
  assert.deepEqual([second.status, second.data], [200, { version: 'W/"1"' }]);
  server.etag = 'W/"2"';
  const third = await makeClient(store, server.fetch, LAB).request("GET /repos/lab/a");
  assert.deepEqual(third.data, { version: 'W/"2"' });
  assert.deepEqual(
    server.asked.map(({ ifNoneMatch }) => ifNoneMatch),
    [null, 'W/"1"', 'W/"1"'],
  );
});

const alone: [string, object, string?][] = [
  ["another installation", { installationId: 8 }],
  ["the App itself", { appId: 7 }],
  ["another address", LAB, "GET /repos/lab/b"],
  ["another form", LAB, "GET /repos/lab/a raw"],
  ["a write", LAB, "PATCH /repos/lab/a"],
];
for (const [who, auth, line = "GET /repos/lab/a"] of alone) {
  test(`${who} is never given what was kept`, async () => {
    const store = makeAnswerStore();
    const server = makeServer();
    await makeClient(store, server.fetch, LAB).request("GET /repos/lab/a");
    const [method, path, form] = line.split(" ");
    const headers = form === undefined ? {} : { headers: { accept: "application/vnd.github.raw+json" } };
    await makeClient(store, server.fetch, auth).request(`${method} ${path}`, headers);
    assert.equal(server.asked[1]?.ifNoneMatch, null);
  });
}

test("a client without an installation, and an answer that is no JSON, leave nothing behind", async () => {
  for (const [auth, type] of [
    [{ appId: 7 }, "application/json"],
    [LAB, "application/octet-stream"],
  ] as const) {
    const server = makeServer(type);
    const store = makeAnswerStore();
    for (let turn = 0; turn < 2; turn += 1) await makeClient(store, server.fetch, auth).request("GET /repos/lab/a");
    assert.equal(server.asked[1]?.ifNoneMatch, null);
  }
});

test("the store stays below its cap: what was not used longest leaves, what is too large never comes in", () => {
  const store = makeAnswerStore(8000);
  const put = (key: string, size: number) => store.put(key, { etag: "e", json: Buffer.alloc(size) });
  for (let at = 0; at < 10; at += 1) put(`k${at}`, 900);
  const held = () => Array.from({ length: 10 }, (_, at) => at).filter((at) => store.get(`k${at}`) !== undefined);
  assert.deepEqual(held(), [2, 3, 4, 5, 6, 7, 8, 9]);
  store.get("k2");
  put("k0", 900);
  assert.equal(store.get("k3"), undefined);
  assert.ok(store.get("k2") !== undefined);
  put("k2", 1001);
  assert.equal(store.get("k2"), undefined, "the earlier answer is not taken for the larger one");
  put("k1", 900);
  assert.ok(store.get("k0") !== undefined && store.get("k1") !== undefined);
});

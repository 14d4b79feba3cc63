import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { HttpClient } from "../../../src/http/http-client.ts";
import type { Fact } from "../../../src/model/fact.ts";
import type { Digest } from "../../../src/model/image.ts";
import { openRegistry } from "../../../src/registries/open-registry.ts";
import { type HubLies, type HubRepository, startHub } from "../../parts/hub-emulator.ts";
import { known, listScope, openFront, wordsOf } from "../open-front.ts";

const DIGEST: Digest = `sha256:${"a".repeat(64)}`;
const OTHER: Digest = `sha256:${"b".repeat(64)}`;

function manyRepositories(count: number): HubRepository[] {
  return Array.from({ length: count }, (_, at) => ({ name: `r${String(at).padStart(4, "0")}` }));
}

describe("lists a namespace to the end, whatever the list says of its length", () => {
  const cases: [what: string, count: number, lies: HubLies, expected: number | undefined][] = [
    ["one page", 3, {}, 3],
    ["an empty namespace", 0, {}, 0],
    ["several pages", 250, {}, 250],
    ["a count that is too low", 250, { count: 7 }, 250],
    ["a count that is too high", 250, { count: 300 }, 300],
    ["pages smaller than asked for", 25, { pageSize: 10 }, 25],
    ["a next page for ever", 5, { isEndless: true }, 5],
  ];
  for (const [what, count, lies, expected] of cases) {
    test(what, async (t) => {
      const hub = await startHub(t, { lab: manyRepositories(count) }, { lies });
      const list = await listScope(openFront(hub, "docker-hub"), { namespace: "lab" });
      assert.equal(list.repositories.length, count);
      assert.equal(list.expected, expected);
      assert.deepEqual(
        list.repositories,
        manyRepositories(count).map(({ name }) => `lab/${name}`),
      );
      assert.deepEqual(hub.faults, []);
    });
  }
});

test("leaves out private repositories, engine plugins and names that are none", async (t) => {
  const names: HubRepository[] = [
    { name: "open" },
    { name: "old", type: null },
    { name: "secret", isPrivate: true },
    { name: "driver", type: "plugin" },
    { name: "../../etc" },
    { name: "UPPER" },
    { name: "x:tag" },
  ];
  const hub = await startHub(t, { lab: names });
  assert.deepEqual(await listScope(openFront(hub, "docker-hub"), { namespace: "lab" }), {
    repositories: ["lab/old", "lab/open"],
    expected: 2,
  });
});

test("is listed by namespace only, and says so", async (t) => {
  const registry = openFront(await startHub(t, {}), "docker-hub");
  assert.deepEqual(wordsOf(await registry.repositories?.({ catalog: true })), [
    "not-supported",
    "Docker Hub is listed by namespace only",
  ]);
});

test("adds stars, pulls, dates and the size of the tag; asks a repository once", async (t) => {
  const tags = { "1.0": { digest: DIGEST, sizeBytes: 1234 }, moved: { digest: OTHER, sizeBytes: 5 } };
  const hub = await startHub(t, { library: [{ name: "x", stars: 7, pulls: 99, tags }] });
  const registry = openFront(hub, "docker-hub", "docker.io");
  const reference = { host: "docker.io", repository: "library/x" };
  const repository = {
    registry: "docker-hub",
    asOf: "2024-05-01T00:00:00.000Z",
    stars: 7,
    pulls: 99,
    created: "2015-05-19T21:13:35.937Z",
    updated: "2024-03-01T10:00:00.000Z",
    categories: ["machine-learning-and-ai"],
  };
  const ofTag = { ...repository, sizeBytes: 1234, pushed: "2024-03-01T10:00:00.000Z" };
  const rows: [tag: string, expected: unknown][] = [
    ["1.0", ofTag],
    ["moved", repository],
    ["not-there", repository],
  ];
  for (const [tag, expected] of rows) {
    const fact: Fact<unknown> | undefined = await registry.facts?.({ ...reference, tag }, DIGEST);
    assert.deepEqual(known(fact ?? { outcome: "not-applicable" }), expected, tag);
  }
  const byDigest = await registry.facts?.({ ...reference, digest: DIGEST }, DIGEST);
  assert.deepEqual(known(byDigest ?? { outcome: "not-applicable" }), repository);
  const asked = hub.apiRequests().filter((path) => path === "/v2/namespaces/library/repositories/x");
  assert.equal(asked.length, 1);
  assert.deepEqual(hub.faults, []);
});

test("what the Hub cannot say is a fact with its reason, and after three outages it is left alone", async (t) => {
  const hub = await startHub(t, {}, { lies: { status: 404 } });
  const registry = openFront(hub, "docker-hub");
  const fact = await registry.facts?.({ host: "lab.example", repository: "lab/x", tag: "1" }, DIGEST);
  assert.deepEqual(wordsOf(fact), ["not-available", "not-found"]);
  const limited = await startHub(t, {}, { lies: { status: 503 } });
  const down = openFront(limited, "docker-hub");
  const reasons: unknown[] = [];
  for (const name of ["a", "b", "c", "d", "e"]) {
    reasons.push(wordsOf(await down.facts?.({ host: "lab.example", repository: `lab/${name}`, tag: "1" }, DIGEST))[1]);
  }
  assert.deepEqual(new Set(reasons), new Set(["registry-5xx"]));
  assert.equal(limited.apiRequests().length, 3);
});

test("reads the pull limit from the registry's answers", async () => {
  const fields = [
    {},
    { "ratelimit-limit": "100;w=21600", "ratelimit-remaining": "98;w=21600" },
    { "ratelimit-limit": "200", "ratelimit-remaining": "3" },
    { "ratelimit-limit": "lots", "ratelimit-remaining": "-1;w=x" },
  ];
  const http: HttpClient = {
    fetch: async () => ({ status: 404, headers: new Headers(fields.shift()), body: new Uint8Array(), url: "" }),
    stream: () => Promise.reject(new Error("no stream")),
    counters: () => ({}),
  };
  const registry = openRegistry("docker.io", [], { http, now: () => new Date(0) });
  const seen: unknown[] = [registry.pullLimit?.()];
  for (let turn = 0; turn < 4; turn++) {
    await registry.digestOf({ host: "docker.io", repository: "library/x", tag: "1" });
    seen.push(registry.pullLimit?.());
  }
  const first = { limit: 100, remaining: 98, windowSeconds: 21600 };
  const second = { limit: 200, remaining: 3 };
  assert.deepEqual(seen, [undefined, undefined, first, second, second]);
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeHostPauses } from "../../src/http/host-pauses.ts";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import { hostPauseMs } from "../../src/http/retry.ts";
import { startLoopbackServer, stillClock } from "../parts/loopback-server.ts";

describe("what an answer asks of the whole host", () => {
  const now = new Date("2024-05-01T00:00:00.000Z");
  const rows: [status: number, retryAfter: string | null, tries: number, pauseMs: number | undefined][] = [
    [429, "7", 1, 7000],
    [429, null, 1, 500],
    [429, null, 3, 2000],
    [429, "Wed, 01 May 2024 00:00:10 GMT", 1, 10_000],
    [429, "Wed, 01 May 2019 00:00:10 GMT", 1, 0],
    [429, "soon", 1, 500],
    [503, "7", 1, 7000],
    [503, null, 1, undefined],
    [500, "7", 1, undefined],
    [200, "7", 1, undefined],
  ];
  for (const [status, retryAfter, tries, pauseMs] of rows) {
    test(`${status} with Retry-After ${retryAfter}, try ${tries}: ${pauseMs}`, () => {
      assert.equal(hostPauseMs({ status, retryAfter }, tries, now), pauseMs);
    });
  }
});

describe("pauses", () => {
  test("hold for one host, until the latest end that was asked for", async () => {
    const clock = stillClock();
    const pauses = makeHostPauses(clock);
    pauses.pause("a.example", 5000);
    pauses.pause("a.example", 1000);
    await pauses.wait("b.example");
    assert.deepEqual(clock.sleptMs, []);
    await pauses.wait("a.example");
    await pauses.wait("a.example");
    assert.deepEqual(clock.sleptMs, [5000]);
  });

  test("of more than half a minute are not waited for: rate-limited at once", async () => {
    const clock = stillClock();
    const pauses = makeHostPauses(clock);
    pauses.pause("a.example", 30_001);
    await assert.rejects(pauses.wait("a.example"), { code: "rate-limited" });
    assert.deepEqual(clock.sleptMs, []);
    await clock.sleep(1);
    await pauses.wait("a.example");
  });

  test("end with a clock that never moves, and with a caller that gives up", async () => {
    const frozen = { now: () => new Date(0), sleep: async () => {} };
    const pauses = makeHostPauses(frozen);
    pauses.pause("a.example", 10);
    await pauses.wait("a.example");
    const stopped = { now: () => new Date(0), sleep: () => Promise.reject(new Error("stopped")) };
    const others = makeHostPauses(stopped);
    others.pause("a.example", 10);
    await assert.rejects(others.wait("a.example"), { code: "aborted" });
  });
});

test("one request is told to wait: all to that host wait, none to another", async (t) => {
  const clock = stillClock();
  let asked = 0;
  const busy = await startLoopbackServer(t, (_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { "retry-after": "20" }).end();
    else response.end("good");
  });
  const other = await startLoopbackServer(t, (_, response) => response.end("good"));
  const client = makeHttpClient({ clock, allowedHosts: [busy.host, other.host], maxConcurrentPerHost: 1 });
  const start = clock.now().getTime();
  const urls = [busy.url, other.url, busy.url, busy.url];
  const statuses = await Promise.all(urls.map(async (url) => (await client.fetch({ url })).status));
  assert.deepEqual(statuses, [200, 200, 200, 200]);
  assert.equal(clock.now().getTime() - start, 20_000, "one pause, shared");
  assert.deepEqual([busy.requests.length, other.requests.length], [4, 1]);
});

test("a host that asks for an hour is not asked again", async (t) => {
  const clock = stillClock();
  const server = await startLoopbackServer(t, (_, response) =>
    response.writeHead(429, { "retry-after": "3600" }).end(),
  );
  const client = makeHttpClient({ clock, allowedHosts: [server.host] });
  assert.equal((await client.fetch({ url: server.url })).status, 429);
  for (let more = 0; more < 3; more++)
    await assert.rejects(client.stream({ url: server.url }), { code: "rate-limited" });
  assert.equal(server.requests.length, 1);
  await clock.sleep(3_600_000);
  assert.equal((await client.fetch({ url: server.url })).status, 429);
});

import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type HttpClientOptions, makeHttpClient } from "../../src/http/make-http-client.ts";
import { type LoopbackServer, startLoopbackServer, stillClock } from "../parts/loopback-server.ts";

type Answer = Parameters<typeof startLoopbackServer>[1];

async function serve(t: TestContext, answer: Answer, options: Partial<HttpClientOptions> = {}) {
  const server = await startLoopbackServer(t, answer);
  const clock = stillClock();
  const client = makeHttpClient({ clock, allowedHosts: [server.host], ...options });
  return { server, clock, client };
}

function text(body: Uint8Array): string {
  return Buffer.from(body).toString();
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.byteLength;
  return bytes;
}

function pathOf(server: LoopbackServer, at: number): string | undefined {
  return server.requests[at]?.path;
}

describe("addresses", () => {
  const refused = [
    "http://example.org/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:169.254.169.254]/",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost:1/",
    "ftp://example.org/",
    "file:///etc/passwd",
  ];
  for (const url of refused) {
    test(`refuses ${url}`, async () => {
      const client = makeHttpClient({ clock: stillClock() });
      await assert.rejects(client.fetch({ url }), { name: "HttpFault", code: "refused-address" });
    });
  }

  test("refuses a name whose only address is private, and connects to none but checked addresses", async () => {
    const lookupAll = async () => [{ address: "10.1.2.3", family: 4 }];
    const client = makeHttpClient({ clock: stillClock(), lookupAll });
    await assert.rejects(client.fetch({ url: "https://rebind.example/" }), { code: "refused-address" });
  });

  test("looks a name up once: check and connection see the same answer", async () => {
    let asked = 0;
    const lookupAll = async () => {
      asked += 1;
      return [{ address: "::ffff:127.0.0.1", family: 6 }];
    };
    const client = makeHttpClient({ clock: stillClock(), lookupAll });
    await assert.rejects(client.fetch({ url: "https://rebind.example/" }), { code: "refused-address" });
    assert.equal(asked, 1);
  });

  for (const [name, location] of [
    ["a loopback port that is not listed", undefined],
    ["a name of this machine", "https://localhost/"],
    ["cloud metadata", "http://169.254.169.254/latest/meta-data"],
  ] as const) {
    test(`refuses a redirect to ${name}`, async (t) => {
      const inner = await startLoopbackServer(t, (_, response) => void response.end("internal"));
      const headers = { location: location ?? inner.url };
      const { client, server } = await serve(t, (_, response) => void response.writeHead(302, headers).end());
      await assert.rejects(client.fetch({ url: server.url }), { code: "refused-address" });
      await assert.rejects(client.stream({ url: server.url }), { code: "refused-address" });
      assert.deepEqual([server.requests.length, inner.requests.length], [2, 0]);
    });
  }
});

describe("redirects", () => {
  test("drops the credentials at another origin and keeps them at the same", async (t) => {
    const other = await startLoopbackServer(t, (_, response) => response.end("there"));
    const answer: Answer = (request, response) => {
      const location = request.url === "/1" ? "/2" : `${other.url}/3`;
      response.writeHead(307, { location }).end();
    };
    const server = await startLoopbackServer(t, answer);
    const client = makeHttpClient({ clock: stillClock(), allowedHosts: [server.host, other.host] });
    const headers = { Authorization: "Bearer s3cret", "X-Private": "s3cret", Accept: "a/b" };
    const response = await client.fetch({ url: `${server.url}/1`, headers });
    assert.equal(text(response.body), "there");
    assert.equal(response.url, `${other.url}/3`);
    assert.equal(server.requests[1]?.headers.authorization, "Bearer s3cret");
    assert.equal(other.requests[0]?.headers.authorization, undefined);
    assert.doesNotMatch(JSON.stringify(other.requests), /s3cret/);
    assert.equal(other.requests[0]?.headers.accept, "a/b");
  });

  test("follows five redirects and no sixth", async (t) => {
    const { client, server } = await serve(t, (request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end("arrived");
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    assert.equal(text((await client.fetch({ url: `${server.url}/5` })).body), "arrived");
    await assert.rejects(client.fetch({ url: `${server.url}/6` }), { code: "too-many-redirects" });
  });
});

describe("bodies", () => {
  const endless: Answer = (_, response) => pour(response);
  test("cuts an endless body at the cap", async (t) => {
    const { client, server } = await serve(t, endless);
    await assert.rejects(client.fetch({ url: server.url, capBytes: 1 << 20 }), { code: "too-large" });
    const { body } = await client.stream({ url: server.url, capBytes: 1 << 20 });
    await assert.rejects(readAll(body), { code: "too-large" });
  });

  test("does not begin a body that announces to be beyond the cap", async (t) => {
    const { client, server } = await serve(t, (_, response) =>
      response.writeHead(200, { "content-length": 1 << 30 }).write("x"),
    );
    await assert.rejects(client.fetch({ url: server.url }), { code: "too-large" });
  });

  test("unpacks gzip, and stops at a bomb", async (t) => {
    const bomb = gzipSync(Buffer.alloc(64 << 20));
    const { client, server } = await serve(t, (request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(request.url === "/bomb" ? bomb : gzipSync("plain"));
    });
    assert.equal(text((await client.fetch({ url: server.url })).body), "plain");
    assert.ok(bomb.byteLength < 1 << 20);
    await assert.rejects(client.fetch({ url: `${server.url}/bomb`, capBytes: 1 << 20 }), { code: "too-large" });
  });

  test("hands a stream on as it is, packed or not", async (t) => {
    const packed = gzipSync("layer");
    const { client, server } = await serve(t, (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    );
    const { body } = await client.stream({ url: server.url });
    assert.equal(await readAll(body), packed.byteLength);
    assert.equal(server.requests[0]?.headers["accept-encoding"], "identity");
  });

  test("takes broken gzip and a truncated body for no answer", async (t) => {
    const { client, server, clock } = await serve(t, (request, response) => {
      if (request.url === "/gzip") response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip");
      else response.writeHead(200, { "content-length": 10 }).write("short", () => response.destroy());
    });
    await assert.rejects(client.fetch({ url: `${server.url}/gzip` }), { code: "unreachable" });
    assert.deepEqual(clock.sleptMs, []);
    await assert.rejects(client.fetch({ url: `${server.url}/short` }), { code: "unreachable" });
    assert.deepEqual(clock.sleptMs, [500, 1000], "a broken connection is tried again");
  });

  test("reads no more than 64 KiB of an error's body, and says its status", async (t) => {
    const { client, server } = await serve(t, (_, response) => {
      response.statusCode = 404;
      pour(response);
    });
    const response = await client.fetch({ url: server.url });
    assert.equal(response.status, 404);
    assert.ok(response.body.byteLength <= 64 * 1024);
  });

  test("does not mind the length that a HEAD announces", async (t) => {
    const { client, server } = await serve(t, (_, response) =>
      response.writeHead(200, { "content-length": 1 << 30 }).end(),
    );
    assert.equal((await client.fetch({ url: server.url, method: "HEAD" })).status, 200);
  });
});

describe("time", () => {
  for (const [name, answer] of [
    ["a server that never answers", () => undefined],
    ["a body that drips", (_: unknown, response: ServerResponse) => drip(response)],
  ] as [string, Answer][]) {
    test(`ends ${name} at the time limit`, async (t) => {
      const { client, server } = await serve(t, answer);
      const start = performance.now();
      await assert.rejects(client.fetch({ url: server.url, timeoutMs: 150 }), { code: "timeout" });
      assert.ok(performance.now() - start < 1000);
      assert.equal(server.requests.length, 1, "a timeout is not tried again");
    });
  }

  test("ends a dripping stream at the time limit, and one that nobody reads", async (t) => {
    const { client, server } = await serve(t, (_, response) => drip(response), { maxConcurrentPerHost: 1 });
    const dripping = await client.stream({ url: server.url, timeoutMs: 100 });
    await assert.rejects(readAll(dripping.body), { code: "timeout" });
    await client.stream({ url: server.url, timeoutMs: 100 });
    await assert.rejects(
      client.fetch({ url: server.url, timeoutMs: 100 }),
      { code: "timeout" },
      "the forgotten stream gave its place back",
    );
  });

  test("stops when the caller gives up", async (t) => {
    const { client, server } = await serve(t, () => undefined);
    const signal = AbortSignal.timeout(50);
    await assert.rejects(client.fetch({ url: server.url, signal }), { code: "aborted" });
    await assert.rejects(client.fetch({ url: server.url, signal }), { code: "aborted" });
  });
});

describe("retries", () => {
  test("waits as Retry-After says and asks again", async (t) => {
    let asked = 0;
    const { client, server, clock } = await serve(t, (_, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(429, { "retry-after": "3" }).end();
      else if (asked === 2) response.writeHead(500).end();
      else response.end("good");
    });
    assert.equal(text((await client.fetch({ url: server.url })).body), "good");
    assert.deepEqual(clock.sleptMs, [3000, 1000]);
  });

  test("gives back the last answer after two further tries, and streams keep no place meanwhile", async (t) => {
    const { client, server } = await serve(t, (_, response) => response.writeHead(503).end("busy"), {
      maxConcurrentPerHost: 1,
    });
    assert.equal((await client.fetch({ url: server.url })).status, 503);
    const { status, body } = await client.stream({ url: server.url });
    assert.equal(status, 503);
    assert.equal(await readAll(body), 4);
    assert.equal(server.requests.length, 6);
  });

  test("does not ask a closed port three times", async (t) => {
    const { client, clock } = await serve(t, () => undefined, { allowedHosts: ["127.0.0.1"] });
    await assert.rejects(client.fetch({ url: "http://127.0.0.1:1/" }), { code: "unreachable" });
    assert.deepEqual(clock.sleptMs, []);
  });
});

describe("requests", () => {
  test("keeps at most so many requests at a host under way, streams included", async (t) => {
    let now = 0;
    let most = 0;
    const { client, server } = await serve(
      t,
      (_, response) => {
        now += 1;
        most = Math.max(most, now);
        setTimeout(() => {
          now -= 1;
          response.end("x");
        }, 5);
      },
      { maxConcurrentPerHost: 2 },
    );
    const asks = Array.from({ length: 8 }, (_, at) =>
      at % 2 === 0
        ? client.fetch({ url: server.url })
        : client.stream({ url: server.url }).then(({ body }) => readAll(body)),
    );
    await Promise.all(asks);
    assert.equal(most, 2);
    assert.deepEqual(client.counters(), { [server.host]: { requests: 8, bytes: 8 } });
  });

  test("gives the place of a stream back when the reader leaves", async (t) => {
    const { client, server } = await serve(t, (_, response) => pour(response), { maxConcurrentPerHost: 1 });
    for (let round = 0; round < 3; round++) {
      const { body } = await client.stream({ url: server.url, capBytes: 1 << 30 });
      for await (const _ of body) break;
    }
    const { body } = await client.stream({ url: server.url });
    await body[Symbol.asyncIterator]().return?.();
    await client.stream({ url: server.url }).then(({ body }) => body[Symbol.asyncIterator]().return?.());
    assert.equal(server.requests.length, 5);
  });

  test("sends method, headers and body, and lets nobody set the host", async (t) => {
    const { client, server } = await serve(t, (request, response) => void request.pipe(response), {
      userAgent: "waybill/test",
    });
    const headers = { "Content-Type": "text/plain", Host: "evil.example" };
    const response = await client.fetch({ url: `${server.url}/q?a=b`, method: "POST", headers, body: "echo" });
    assert.equal(text(response.body), "echo");
    assert.equal(pathOf(server, 0), "/q?a=b");
    const sent = server.requests[0]?.headers;
    assert.deepEqual(
      [sent?.host, sent?.["user-agent"], sent?.["content-type"], sent?.["content-length"]],
      [server.host, "waybill/test", "text/plain", "4"],
    );
  });

  test("names neither path, query, credentials nor headers in its faults", async (t) => {
    const { client, server } = await serve(t, (_, response) => response.destroy());
    const url = server.url.replace("//", "//user:s3cret@");
    const headers = { authorization: "Bearer s3cret" };
    await assert.rejects(client.fetch({ url: `${url}/s3cret?token=s3cret`, headers }), (fault: Error) => {
      assert.doesNotMatch(`${fault.message} ${fault.stack} ${JSON.stringify(fault)} ${fault.cause}`, /s3cret/);
      return true;
    });
    await assert.rejects(client.fetch({ url: server.url, headers: { authorization: "s3cret\n" } }), (fault: Error) => {
      assert.doesNotMatch(`${fault.message} ${fault.cause}`, /s3cret/);
      return true;
    });
    assert.equal(server.requests[0]?.headers.authorization, "Bearer s3cret");
  });
});

/** Writes until nobody listens. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", write);
  };
  write();
}

/** A byte now and then. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write("x"), 20);
  response.on("close", () => clearInterval(timer));
}

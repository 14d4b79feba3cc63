import assert from "node:assert/strict";
import { createServer, type ServerResponse } from "node:http";
import { describe, type TestContext, test } from "node:test";
import { gzipSync } from "node:zlib";
import { makeHttpClient } from "../../../src/http/make-http-client.ts";
import type { Fact } from "../../../src/model/fact.ts";
import type { Digest } from "../../../src/model/image.ts";
import { digestOfBytes } from "../../../src/oci/digest.ts";
import { BlobFault } from "../../../src/registries/checked-blob.ts";
import { listedHosts, openRegistry } from "../../../src/registries/open-registry.ts";
import { startLoopbackServer, stillClock } from "../../parts/loopback-server.ts";
import { makeImage, makeIndex, makeReferrer } from "../../parts/oci-images.ts";
import { readChunks, type Script, startScriptedRegistry } from "../scripted-registry.ts";

const IMAGE = await makeImage({ platform: "linux/amd64", layers: [{ files: { a: "a" } }] });
const DIGEST = IMAGE.descriptor.digest as Digest;
const OTHER: Digest = `sha256:${"0".repeat(64)}`;

function reasonOf(fact: Fact<unknown>): string {
  return fact.outcome === "not-available" ? fact.reason : fact.outcome;
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
  body?: Uint8Array | string,
): true {
  response.writeHead(status, headers).end(body);
  return true;
}

describe("every fault gives its reason", () => {
  const whole: [name: string, reason: string, script: Script][] = [
    ["401 without a challenge", "auth", (_, response) => send(response, 401)],
    ["basic challenge", "auth", (_, response) => send(response, 401, { "www-authenticate": 'Basic realm="x"' })],
    ["403", "auth", (_, response) => send(response, 403)],
    ["404", "not-found", (_, response) => send(response, 404)],
    ["429 without end", "rate-limited", (_, response) => send(response, 429)],
    ["429 for an hour", "rate-limited", (_, response) => send(response, 429, { "retry-after": "3600" })],
    ["500 without end", "registry-5xx", (_, response) => send(response, 500)],
    ["a connection that ends", "unreachable", (_, response) => Boolean(response.destroy())],
    ["418", "malformed", (_, response) => send(response, 418)],
    ["a redirect to nowhere", "malformed", (_, response) => send(response, 302, { location: "http://[" })],
    [
      "a redirect to itself",
      "unreachable",
      (request, response) => send(response, 302, { location: request.url ?? "" }),
    ],
    [
      "a redirect to this machine",
      "refused-address",
      (_, response) => send(response, 302, { location: "http://127.0.0.1:1/" }),
    ],
    [
      "a redirect to metadata",
      "refused-address",
      (_, response) => send(response, 302, { location: "https://169.254.169.254/" }),
    ],
  ];
  for (const [name, reason, script] of whole) {
    test(`${name}: ${reason}`, async (t) => {
      const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE }, script);
      const start = performance.now();
      assert.equal(reasonOf(await registry.digestOf(reference)), reason);
      assert.equal(reasonOf(await registry.resolve(reference, DIGEST)), reason);
      assert.equal(reasonOf(await registry.tags(reference)), reason);
      assert.equal(reasonOf(await registry.manifest(reference, DIGEST, 1000)), reason);
      // 404 is an answer here: nothing refers to the image.
      assert.equal(reasonOf(await registry.referrers(reference, DIGEST)), reason === "not-found" ? "known" : reason);
      const blob = registry.blob(reference, { digest: DIGEST, sizeBytes: 1 });
      await assert.rejects(readChunks(blob), (fault) => fault instanceof BlobFault && fault.code === reason);
      assert.ok(performance.now() - start < 3000);
    });
  }

  const inResolve: [name: string, reason: string, script: Script][] = [
    [
      "another manifest under the digest",
      "digest-mismatch",
      (_, response, path) => path.startsWith("/manifests") && send(response, 200, {}, "{}"),
    ],
    [
      "a header with another digest",
      "digest-mismatch",
      (_, response, path) =>
        path.startsWith("/manifests") &&
        send(response, 200, { "docker-content-digest": OTHER }, IMAGE.blobs.get(DIGEST)),
    ],
    [
      "another config under the digest",
      "digest-mismatch",
      (_, response, path) => path.startsWith("/blobs") && send(response, 200, {}, "{}"),
    ],
    ["an endless manifest", "too-large", (_, response, path) => path.startsWith("/manifests") && pour(response)],
    ["an endless config", "too-large", (_, response, path) => path.startsWith("/blobs") && pour(response)],
    [
      "a gzip bomb",
      "too-large",
      (_, response, path) =>
        path.startsWith("/blobs") &&
        send(response, 200, { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(32 << 20))),
    ],
    [
      "a manifest that ends early",
      "unreachable",
      (_, response, path) => path.startsWith("/manifests") && short(response),
    ],
    [
      "another content type",
      "malformed",
      (_, response, path) =>
        path.startsWith("/manifests") &&
        send(response, 200, { "content-type": "application/vnd.oci.image.index.v1+json" }, IMAGE.blobs.get(DIGEST)),
    ],
    ["a config that is gone", "not-found", (_, response, path) => path.startsWith("/blobs") && send(response, 404)],
  ];
  for (const [name, reason, script] of inResolve) {
    test(`${name}: ${reason}`, async (t) => {
      const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE }, script);
      const start = performance.now();
      assert.equal(reasonOf(await registry.resolve(reference, DIGEST)), reason);
      assert.ok(performance.now() - start < 2000);
    });
  }

  test("429 with Retry-After and 500, then good: known, having waited", async (t) => {
    let asked = 0;
    const { registry, reference, clock } = await startScriptedRegistry(t, { 1: IMAGE }, (_, response) => {
      asked += 1;
      if (asked === 1) return send(response, 429, { "retry-after": "2" });
      return asked === 2 && send(response, 500);
    });
    assert.equal(reasonOf(await registry.digestOf(reference)), "known");
    assert.deepEqual(clock.sleptMs, [2000, 1000]);
  });

  test("a reference that was never parsed does not get into a path", async (t) => {
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE });
    for (const bad of [
      { repository: "../../admin" },
      { repository: "a?b" },
      { repository: "" },
      { tag: "../x" },
      { digest: "sha256:x" as Digest },
    ]) {
      assert.equal(reasonOf(await registry.digestOf({ ...reference, ...bad })), "malformed");
    }
    assert.equal(reasonOf(await registry.resolve(reference, "sha256:../x")), "malformed");
    assert.equal(server.requests.length, 0);
  });
});

describe("digestOf", () => {
  test("asks HEAD once, with all four types, and asks GET where HEAD names no digest", async (t) => {
    const honest = await startScriptedRegistry(t, { 1: IMAGE });
    assert.deepEqual(await honest.registry.digestOf(honest.reference), {
      outcome: "known",
      value: DIGEST,
      asOf: "2024-05-01T00:00:00.000Z",
    });
    assert.deepEqual(
      honest.server.requests.map(({ method, path }) => `${method} ${path}`),
      ["HEAD /v2/lab/x/manifests/1"],
    );
    assert.equal(honest.server.requests[0]?.headers.accept?.split(",").length, 4);
    for (const status of [200, 405]) {
      const script: Script = (request, response) => request.method === "HEAD" && send(response, status);
      const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, script);
      const fact = await registry.digestOf(reference);
      assert.equal(fact.outcome === "known" && fact.value, DIGEST);
      assert.deepEqual(
        server.requests.map(({ method }) => method),
        ["HEAD", "GET"],
      );
    }
  });

  test("does not believe a HEAD that names another digest for a digest", async (t) => {
    const script: Script = (_, response) => send(response, 200, { "docker-content-digest": OTHER });
    const { registry, reference } = await startScriptedRegistry(t, {}, script);
    assert.equal(reasonOf(await registry.digestOf({ ...reference, digest: DIGEST })), "digest-mismatch");
    assert.equal(reasonOf(await registry.digestOf({ ...reference, digest: OTHER })), "known");
  });
});

describe("blob", () => {
  const layer = [...IMAGE.blobs].find(
    ([digest]) => digest !== DIGEST && digest !== IMAGE.descriptor.digest,
  )?.[0] as Digest;
  const bytes = IMAGE.blobs.get(layer) ?? new Uint8Array();

  test("streams what has the digest and size", async (t) => {
    const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE });
    const chunks = await readChunks(registry.blob(reference, { digest: layer, sizeBytes: bytes.byteLength }));
    assert.deepEqual(Buffer.concat(chunks), Buffer.from(bytes));
  });

  const wrong: [name: string, code: string, sizeBytes: number, script: Script][] = [
    [
      "other bytes of the same size",
      "digest-mismatch",
      bytes.byteLength,
      (_, response) => send(response, 200, {}, Buffer.alloc(bytes.byteLength)),
    ],
    ["a byte too many", "digest-mismatch", bytes.byteLength - 1, () => false],
    ["a byte too few", "digest-mismatch", bytes.byteLength + 1, () => false],
    ["a body without end", "digest-mismatch", bytes.byteLength, (_, response) => pour(response)],
    ["a body that ends early", "unreachable", bytes.byteLength, (_, response) => short(response)],
  ];
  for (const [name, code, sizeBytes, script] of wrong) {
    test(`${name}: ${code}`, async (t) => {
      const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE }, script);
      await assert.rejects(readChunks(registry.blob(reference, { digest: layer, sizeBytes })), {
        name: "BlobFault",
        code,
      });
    });
  }

  test("ends when the caller gives up", async (t) => {
    const { registry, reference } = await startScriptedRegistry(t, {}, (_, response) =>
      Boolean(response.writeHead(200).write("x")),
    );
    const blob = registry.blob(reference, { digest: layer, sizeBytes: 100 }, AbortSignal.timeout(50));
    await assert.rejects(readChunks(blob), { name: "BlobFault", code: "unreachable" });
  });
});

describe("resolve", () => {
  test("opens nothing of an index with 501 manifests", async (t) => {
    const entry = { ...IMAGE.descriptor, digest: OTHER };
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, manifests: Array(501).fill(entry) }));
    const digest = digestOfBytes(bytes);
    const script: Script = (_, response, path) => path.endsWith(digest) && send(response, 200, {}, bytes);
    const { registry, reference, server } = await startScriptedRegistry(t, {}, script);
    assert.equal(reasonOf(await registry.resolve(reference, digest)), "too-large");
    assert.equal(server.requests.length, 1);
  });

  test("reads indexes in an index to depth 3, in order, and no deeper", async (t) => {
    const arm = await makeImage({ platform: "linux/arm64", layers: [] });
    const two = makeIndex([makeIndex([IMAGE]), arm]);
    const three = makeIndex([two, IMAGE]);
    const four = makeIndex([three]);
    const { registry, reference } = await startScriptedRegistry(t, { 3: three, 4: four });
    const fact = await registry.resolve(reference, three.descriptor.digest as Digest);
    assert.ok(fact.outcome === "known");
    assert.deepEqual(
      fact.value.platforms.map(({ platform }) => platform.architecture),
      ["amd64", "arm64", "amd64"],
    );
    assert.equal(reasonOf(await registry.resolve(reference, four.descriptor.digest as Digest)), "too-large");
  });

  test("leaves attestations and artifacts out, and says not-supported of an artifact alone and of schema 1", async (t) => {
    const unknown = await makeImage({ platform: "unknown/unknown", layers: [] });
    const artifact = makeReferrer(IMAGE.descriptor, { artifactType: "a/b", layers: [] });
    const index = makeIndex([unknown, IMAGE, artifact]);
    const { registry, reference } = await startScriptedRegistry(t, { 1: index, 2: artifact });
    const fact = await registry.resolve(reference, index.descriptor.digest as Digest);
    assert.ok(fact.outcome === "known");
    assert.deepEqual(
      fact.value.platforms.map(({ digest }) => digest),
      [DIGEST],
    );
    assert.deepEqual(await registry.resolve(reference, artifact.descriptor.digest as Digest), {
      outcome: "not-supported",
      reason: "not-an-image",
    });

    const old = Buffer.from('{"schemaVersion":1,"fsLayers":[]}');
    const lies: Script = (_, response, path) => path.startsWith("/manifests") && send(response, 200, {}, old);
    const schemaOne = await startScriptedRegistry(t, {}, lies);
    assert.deepEqual(await schemaOne.registry.resolve(schemaOne.reference, digestOfBytes(old)), {
      outcome: "not-supported",
      reason: "schema-1",
    });
  });

  test("does not give an image with a platform missing", async (t) => {
    const arm = await makeImage({ platform: "linux/arm64", layers: [] });
    const index = makeIndex([IMAGE, arm]);
    const script: Script = (_, response, path) => path.endsWith(arm.descriptor.digest) && send(response, 404);
    const { registry, reference } = await startScriptedRegistry(t, { 1: index }, script);
    assert.equal(reasonOf(await registry.resolve(reference, index.descriptor.digest as Digest)), "not-found");
  });
});

test("sends the token of a registry to no other origin", async (t) => {
  const blobStore = await startLoopbackServer(t, (_, response) => void response.end("x"));
  const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, (request, response, path) => {
    if (request.url?.startsWith("/token")) return send(response, 200, {}, '{"token":"s3cret"}');
    if (request.headers.authorization !== "Bearer s3cret") {
      return send(response, 401, { "www-authenticate": `Bearer realm="http://${request.headers.host}/token"` });
    }
    return path.startsWith("/blobs") && send(response, 307, { location: blobStore.url });
  });
  // The other origin is not listed, so it is not even asked; nothing of the token shows anywhere else.
  assert.equal(reasonOf(await registry.resolve(reference, DIGEST)), "refused-address");
  assert.equal(blobStore.requests.length, 0);
  assert.ok(server.requests.some(({ headers }) => headers.authorization === "Bearer s3cret"));
});

/** Port of a registry at [::1], or undefined where this machine has no IPv6. */
async function startIpv6(t: TestContext): Promise<number | undefined> {
  const headers = { "docker-content-digest": DIGEST };
  const server = createServer((_, response) => response.writeHead(200, headers).end());
  const isListening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, "::1", () => resolve(true));
  });
  if (!isListening) return undefined;
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : undefined;
}

test("an IPv6 address is asked where the operator lists it, and refused where a manifest names it", async (t) => {
  const port = await startIpv6(t);
  if (port === undefined) return t.skip("SKIPPED, this machine has no IPv6");
  const clock = stillClock();
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: `http://[::1]:${port}` }];
  const ports = { http: makeHttpClient({ clock, allowedHosts: listedHosts(settings) }), now: clock.now };
  const reference = { repository: "lab/x", tag: "1" };
  const listed = openRegistry("lab.example", settings, ports);
  assert.equal(reasonOf(await listed.digestOf({ host: "lab.example", ...reference })), "known");
  for (const host of ["[::1]:5000", `[::1]:${port + 1}`, "[fe80::1]", "[::ffff:10.0.0.1]", "[fd00::1]:5000"]) {
    const named = openRegistry(host, settings, ports);
    assert.equal(reasonOf(await named.digestOf({ host, ...reference })), "refused-address", host);
  }
});

test("a server that speaks no TLS is no answer", async (t) => {
  const server = await startLoopbackServer(t, (_, response) => response.end());
  const clock = stillClock();
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: `https://${server.host}` }];
  const ports = { http: makeHttpClient({ clock, allowedHosts: listedHosts(settings) }), now: clock.now };
  const registry = openRegistry("lab.example", settings, ports);
  const fact = await registry.digestOf({ host: "lab.example", repository: "lab/x", tag: "1" });
  assert.equal(reasonOf(fact), "unreachable");
  assert.equal(server.requests.length, 0);
});

function pour(response: ServerResponse): true {
  const chunk = Buffer.alloc(64 * 1024);
  const write = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once("drain", write);
  };
  write();
  return true;
}

function short(response: ServerResponse): true {
  response.writeHead(200, { "content-length": 100 }).write("short", () => response.destroy());
  return true;
}

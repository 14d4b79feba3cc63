import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, type TestContext, test } from "node:test";
import { makeHttpClient } from "../../../src/http/make-http-client.ts";
import type { Digest } from "../../../src/model/image.ts";
import { openRegistry } from "../../../src/registries/open-registry.ts";
import type { RegistryPorts } from "../../../src/registries/registry.ts";
import { startLoopbackServer } from "../../parts/loopback-server.ts";
import { makeImage } from "../../parts/oci-images.ts";
import { makeMemory, readChunks, type Script, startScriptedRegistry } from "../scripted-registry.ts";

const IMAGE = await makeImage({ platform: "linux/amd64", layers: [{ files: { a: "a" } }] });
const DIGEST = IMAGE.descriptor.digest as Digest;
const LAYER = [...IMAGE.blobs].map(([digest, { byteLength }]) => ({ digest: digest as Digest, sizeBytes: byteLength }));
const ALICE = `Basic ${Buffer.from("alice:s3cret").toString("base64")}`;

/** The operator's credentials for the registry of the test, whatever its port, and for no other host. */
function credentialsOf(authorization = ALICE): Partial<RegistryPorts> & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    credentialOf(host) {
      asked.push(host);
      return host.startsWith("127.0.0.1:") ? authorization : undefined;
    },
  };
}

/** A registry with a token service on its port: tokens for anybody open nothing, those for `accepts` all. */
function guarded(accepts: string): { script: Script; tokens: (string | undefined)[] } {
  const tokens: (string | undefined)[] = [];
  function script(request: IncomingMessage, response: ServerResponse): boolean {
    const { authorization, host } = request.headers;
    if (request.url?.startsWith("/token")) {
      tokens.push(authorization);
      if (authorization !== undefined && authorization !== accepts) response.writeHead(401).end();
      else response.end(JSON.stringify({ token: authorization === accepts ? "full" : "anybody" }));
      return true;
    }
    if (authorization === "Bearer full") return false;
    response.writeHead(401, { "www-authenticate": `Bearer realm="http://${host}/token",service="lab"` }).end();
    return true;
  }
  return { script, tokens };
}

function reasonOf(fact: { outcome: string; reason?: string }): string {
  return fact.outcome === "not-available" ? (fact.reason ?? "") : fact.outcome;
}

describe("credentials", () => {
  test("are sent where anybody is refused, and only there", async (t) => {
    const script: Script = (request, response) => {
      if (request.headers.authorization === ALICE) return false;
      response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
      return true;
    };
    const credentials = credentialsOf();
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, script, credentials);
    assert.equal(reasonOf(await registry.digestOf(reference)), "known");
    assert.equal(reasonOf(await registry.resolve(reference, DIGEST)), "known");
    const sent = server.requests.map(({ headers }) => headers.authorization);
    assert.deepEqual(sent, [undefined, ALICE, ALICE, ALICE]);
    assert.deepEqual(credentials.asked, [server.host], "by the host that is asked, not the one references name");
  });

  test("stay at home where anybody may pull", async (t) => {
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, undefined, credentialsOf());
    assert.equal(reasonOf(await registry.resolve(reference, DIGEST)), "known");
    assert.ok(server.requests.every(({ headers }) => headers.authorization === undefined));
  });

  test("fetch a token after the one for anybody did not do; from then on at once", async (t) => {
    const { script, tokens } = guarded(ALICE);
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, script, credentialsOf());
    assert.equal(reasonOf(await registry.digestOf(reference)), "known");
    assert.equal(reasonOf(await registry.tags(reference)), "not-found");
    assert.deepEqual(tokens, [undefined, ALICE]);
    const toRegistry = server.requests.filter(({ path }) => !path.startsWith("/token"));
    assert.ok(
      toRegistry.every(({ headers }) => headers.authorization !== ALICE),
      "the registry gets the token alone",
    );
    assert.equal(toRegistry.length, 4);
  });

  for (const [name, more, questions] of [
    ["none", {}, 1],
    ["wrong ones", credentialsOf(`Basic ${Buffer.from("alice:wrong").toString("base64")}`), 2],
  ] as const) {
    test(`${name}: auth, after ${questions} questions for a token`, async (t) => {
      const { script, tokens } = guarded(ALICE);
      const { registry, reference, server } = await startScriptedRegistry(t, { 1: IMAGE }, script, more);
      assert.equal(reasonOf(await registry.digestOf(reference)), "auth");
      assert.equal(tokens.length, questions);
      assert.ok(server.requests.length <= 6);
    });
  }

  test("a registry that refuses everything for ever is left after three tries", async (t) => {
    const script: Script = (request, response) => {
      if (request.url?.startsWith("/token")) response.end('{"token":"abc"}');
      else response.writeHead(403, { "www-authenticate": `Bearer realm="http://${request.headers.host}/token"` }).end();
      return true;
    };
    const { registry, reference, server } = await startScriptedRegistry(t, {}, script, credentialsOf());
    assert.equal(reasonOf(await registry.digestOf(reference)), "auth");
    assert.equal(server.requests.length, 1, "a bare 403 asks for nothing");
    const loop: Script = (request, response, path) => {
      if (path.startsWith("/token")) return script(request, response, path);
      response.writeHead(401, { "www-authenticate": `Bearer realm="http://${request.headers.host}/token"` }).end();
      return true;
    };
    const looping = await startScriptedRegistry(t, {}, loop, credentialsOf());
    assert.equal(reasonOf(await looping.registry.digestOf(looping.reference)), "auth");
    assert.equal(looping.server.requests.length, 5, "three tries and two tokens");
  });

  for (const scheme of ["Basic realm", "Bearer realm"]) {
    test(`are not sent to another origin that a blob is redirected to, whatever it asks for: ${scheme}`, async (t) => {
      const { registry, reference, other } = await startRedirecting(t, scheme);
      await assert.rejects(readChunks(registry.blob(reference, LAYER[0] ?? { digest: DIGEST, sizeBytes: 1 })), {
        code: "auth",
      });
      assert.deepEqual(
        other.requests.map(({ path, headers }) => [path, headers.authorization]),
        [["/elsewhere", undefined]],
      );
    });
  }
});

/** A registry that wants credentials and keeps its blobs at another listed host, which wants them too. */
async function startRedirecting(t: TestContext, scheme: string) {
  const other = await startLoopbackServer(t, (request, response) => {
    response.writeHead(401, { "www-authenticate": `${scheme}="http://${request.headers.host}/token"` }).end();
  });
  const server = await startLoopbackServer(t, (request, response) => {
    if (request.headers.authorization === ALICE) response.writeHead(307, { location: `${other.url}/elsewhere` }).end();
    else response.writeHead(401, { "www-authenticate": 'Basic realm="x"' }).end();
  });
  const clock = { now: () => new Date(0), sleep: async () => {} };
  const http = makeHttpClient({ clock, allowedHosts: [server.host, other.host] });
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: server.url }];
  const ports = { http, now: clock.now, credentialOf: () => ALICE };
  const registry = openRegistry("lab.example", settings, ports);
  return { registry, reference: { host: "lab.example", repository: "lab/x", tag: "1" }, other };
}

describe("what is kept between runs", () => {
  test("the service that gives tokens: the next run sends a token with its first request", async (t) => {
    const memory = makeMemory();
    const questions: string[] = [];
    const script: Script = (request, response) => {
      if (request.url?.startsWith("/token")) {
        questions.push(new URL(request.url, "http://x").search);
        response.end('{"token":"abc"}');
        return true;
      }
      if (request.headers.authorization === "Bearer abc") return false;
      response.writeHead(401, {
        "www-authenticate": `Bearer realm="http://${request.headers.host}/token",service="s"`,
      });
      response.end();
      return true;
    };
    const { registry, reference, server, clock } = await startScriptedRegistry(t, { 1: IMAGE }, script, { memory });
    assert.equal(reasonOf(await registry.digestOf(reference)), "known");
    assert.doesNotMatch(JSON.stringify([...memory.values]), /abc/, "no token is kept");
    server.requests.length = 0;
    const http = makeHttpClient({ clock, allowedHosts: [server.host] });
    const settings = [{ host: "lab.example", kind: "distribution", endpoint: server.url }];
    const next = openRegistry("lab.example", settings, { http, now: clock.now, memory });
    assert.equal(reasonOf(await next.digestOf(reference)), "known");
    assert.deepEqual(
      server.requests.map(({ method }) => method),
      ["GET", "HEAD"],
    );
    assert.deepEqual(questions, Array(2).fill("?service=s&scope=repository%3Alab%2Fx%3Apull"));
  });

  test("credentials go to no service that the registry itself has not named in this run", async (t) => {
    const questions: (string | undefined)[] = [];
    const script: Script = (request, response) => {
      if (request.url?.startsWith("/token")) questions.push(request.headers.authorization);
      if (request.url?.startsWith("/token")) response.end('{"token":"abc"}');
      else response.writeHead(403).end();
      return true;
    };
    const kept = { value: "" };
    const memory = { get: () => kept.value, set: () => {} };
    const more = { ...credentialsOf(), memory };
    const { server, reference, clock } = await startScriptedRegistry(t, {}, script);
    kept.value = JSON.stringify({ realm: `${server.url}/token` });
    const http = makeHttpClient({ clock, allowedHosts: [server.host] });
    const settings = [{ host: "lab.example", kind: "distribution", endpoint: server.url }];
    const registry = openRegistry("lab.example", settings, { http, now: clock.now, ...more });
    assert.equal(reasonOf(await registry.digestOf(reference)), "auth");
    assert.ok(questions.length > 0);
    assert.ok(questions.every((authorization) => authorization === undefined));
  });

  for (const [name, kept] of [
    ["that is gone", '{"realm":"http://127.0.0.1:1/token"}'],
    ["that nobody wrote", "{"],
    ["of another form", '{"realm":5}'],
    ["at a refused address", '{"realm":"http://169.254.169.254/"}'],
  ] as const) {
    test(`a service ${name} keeps nobody from asking`, async (t) => {
      const memory = { get: () => kept, set: () => {} };
      const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE }, undefined, { memory });
      assert.equal(reasonOf(await registry.digestOf(reference)), "known");
    });
  }
});

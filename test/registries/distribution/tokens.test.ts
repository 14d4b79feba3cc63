import assert from "node:assert/strict";
import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { makeImage, makeIndex } from "../../parts/oci-images.ts";
import { startScriptedRegistry } from "../scripted-registry.ts";

const IMAGE = await makeImage({ platform: "linux/amd64", layers: [] });
const ARM = await makeImage({ platform: "linux/arm64", layers: [] });
const INDEX = makeIndex([IMAGE, ARM]);
const DIGEST = INDEX.descriptor.digest as Digest;

/** A registry behind a token service on the same port; `service` answers the n-th question for a token. */
function guarded(
  service: (response: ServerResponse, count: number) => void,
  accepts = (token: string) => token !== "",
) {
  const questions: URL[] = [];
  function script(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.url?.startsWith("/token")) {
      questions.push(new URL(request.url, "http://x"));
      service(response, questions.length);
      return true;
    }
    if (accepts(request.headers.authorization ?? "")) return false;
    const realm = `http://${request.headers.host}/token?kept=1`;
    response.writeHead(401, {
      "www-authenticate": `Bearer realm="${realm}",service="lab, x",scope="repository:lab/x:pull"`,
    });
    response.end();
    return true;
  }
  return { questions, script };
}

describe("anonymous tokens", () => {
  test("asks once for a repository, with service and scope of the challenge, and uses the token from then on", async (t) => {
    const { questions, script } = guarded((response) => response.end('{"token":"abc","expires_in":300}'));
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: INDEX }, script);
    assert.equal((await registry.digestOf(reference)).outcome, "known");
    assert.equal((await registry.resolve(reference, DIGEST)).outcome, "known");
    assert.equal(questions.length, 1);
    assert.deepEqual(Object.fromEntries(questions[0]?.searchParams ?? []), {
      kept: "1",
      service: "lab, x",
      scope: "repository:lab/x:pull",
    });
    const refused = server.requests.filter(
      ({ path, headers }) => !path.startsWith("/token") && headers.authorization === undefined,
    );
    assert.equal(refused.length, 1);
  });

  test("asks once when many requests are challenged at the same time", async (t) => {
    const { questions, script } = guarded(
      (response) => void setTimeout(() => response.end('{"access_token":"abc"}'), 20),
    );
    const { registry, reference } = await startScriptedRegistry(t, { 1: INDEX }, script);
    const facts = await Promise.all(Array.from({ length: 5 }, () => registry.digestOf(reference)));
    assert.deepEqual(new Set(facts.map(({ outcome }) => outcome)), new Set(["known"]));
    assert.equal(questions.length, 1);
  });

  test("renews a token that the registry no longer takes", async (t) => {
    let taken = "Bearer t1";
    const { questions, script } = guarded(
      (response, count) => response.end(`{"token":"t${count}"}`),
      (token) => token === taken,
    );
    const { registry, reference } = await startScriptedRegistry(t, { 1: INDEX }, script);
    assert.equal((await registry.digestOf(reference)).outcome, "known");
    taken = "Bearer t2";
    assert.equal((await registry.digestOf(reference)).outcome, "known");
    assert.equal(questions.length, 2);
  });

  test("ends a registry that takes no token ever", async (t) => {
    const { questions, script } = guarded(
      (response) => response.end('{"token":"abc"}'),
      () => false,
    );
    const { registry, reference, server } = await startScriptedRegistry(t, { 1: INDEX }, script);
    const fact = await registry.digestOf(reference);
    assert.equal(fact.outcome === "not-available" && fact.reason, "auth");
    assert.deepEqual([questions.length, server.requests.length], [1, 3]);
  });

  const answers: [name: string, reason: string, status: number, body: string][] = [
    ["refuses anonymous callers", "auth", 401, "{}"],
    ["knows no such scope", "auth", 400, "{}"],
    ["is busy", "rate-limited", 429, "{}"],
    ["is down", "registry-5xx", 500, "{}"],
    ["answers prose", "malformed", 200, "<html>"],
    ["answers nothing", "auth", 200, "{}"],
    ["answers a header of its own", "auth", 200, JSON.stringify({ token: "abc\r\nx-evil: 1" })],
    ["answers without end", "too-large", 200, "x".repeat(100_000)],
  ];
  for (const [name, reason, status, body] of answers) {
    test(`a token service that ${name}: ${reason}`, async (t) => {
      const { script } = guarded((response) => response.writeHead(status).end(body));
      const { registry, reference } = await startScriptedRegistry(t, { 1: INDEX }, script);
      const fact = await registry.digestOf(reference);
      assert.equal(fact.outcome === "not-available" && fact.reason, reason);
    });
  }

  test("does not follow a challenge to an address that is not listed", async (t) => {
    const challenge = 'Bearer realm="http://169.254.169.254/token"';
    const { registry, reference } = await startScriptedRegistry(t, {}, (_, response) => {
      response.writeHead(401, { "www-authenticate": challenge }).end();
      return true;
    });
    const fact = await registry.digestOf(reference);
    assert.equal(fact.outcome === "not-available" && fact.reason, "refused-address");
  });
});

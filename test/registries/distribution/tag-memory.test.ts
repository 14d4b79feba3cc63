import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { makeImage } from "../../parts/oci-images.ts";
import { makeMemory, type Script, startScriptedRegistry } from "../scripted-registry.ts";

const IMAGE = await makeImage({ platform: "linux/amd64", layers: [] });
const OTHER = await makeImage({ platform: "linux/arm64", layers: [] });
const DIGEST = IMAGE.descriptor.digest as Digest;

/** A registry that knows conditional requests. */
function conditional(digest: () => string, etag = () => `"${digest()}"`): Script {
  return (request, response) => {
    const isSame = request.headers["if-none-match"] === etag();
    response.writeHead(isSame ? 304 : 200, { etag: etag(), ...(isSame ? {} : { "docker-content-digest": digest() }) });
    response.end();
    return true;
  };
}

describe("the digest of a tag", () => {
  test("costs one HEAD the second time, answered with 304", async (t) => {
    const memory = makeMemory();
    const { registry, reference, server } = await startScriptedRegistry(
      t,
      {},
      conditional(() => DIGEST),
      { memory },
    );
    for (const round of [1, 2]) {
      const fact = await registry.digestOf(reference);
      assert.equal(fact.outcome === "known" && fact.value, DIGEST);
      assert.equal(server.requests.length, round);
    }
    assert.deepEqual(
      server.requests.map(({ method, headers }) => [method, headers["if-none-match"]]),
      [
        ["HEAD", undefined],
        ["HEAD", `"${DIGEST}"`],
      ],
    );
  });

  test("is the new one when the tag has moved, and that is what is kept", async (t) => {
    let now = DIGEST;
    const memory = makeMemory();
    const { registry, reference } = await startScriptedRegistry(
      t,
      {},
      conditional(() => now),
      { memory },
    );
    await registry.digestOf(reference);
    now = OTHER.descriptor.digest as Digest;
    for (let round = 0; round < 2; round++) {
      const fact = await registry.digestOf(reference);
      assert.equal(fact.outcome === "known" && fact.value, now);
    }
  });

  test("of one tag is not that of another, and a digest is asked without condition", async (t) => {
    const memory = makeMemory();
    const { registry, reference, server } = await startScriptedRegistry(
      t,
      {},
      conditional(() => DIGEST),
      { memory },
    );
    await registry.digestOf(reference);
    await registry.digestOf({ ...reference, tag: "2" });
    await registry.digestOf({ ...reference, repository: "lab/y" });
    await registry.digestOf({ ...reference, digest: DIGEST });
    assert.ok(server.requests.every(({ headers }) => headers["if-none-match"] === undefined));
  });

  const odd: [name: string, etag: string][] = [
    ["without quotes", DIGEST],
    ["longer than 512 characters", `"${"x".repeat(600)}"`],
  ];
  for (const [name, etag] of odd) {
    test(`is asked without condition after an ETag ${name}`, async (t) => {
      const memory = makeMemory();
      const script = conditional(
        () => DIGEST,
        () => etag,
      );
      const { registry, reference } = await startScriptedRegistry(t, {}, script, { memory });
      await registry.digestOf(reference);
      assert.equal(memory.values.size, 0);
    });
  }

  for (const kept of ["{", '{"etag":"x\\r\\ny","digest":"d"}', `{"etag":"\\"a\\"","digest":"sha256:1"}`, "[]"]) {
    test(`is not taken from a memory that says ${kept}`, async (t) => {
      const memory = { get: () => kept, set: () => {} };
      const { registry, reference, server } = await startScriptedRegistry(
        t,
        {},
        conditional(() => DIGEST),
        { memory },
      );
      assert.equal((await registry.digestOf(reference)).outcome, "known");
      assert.equal(server.requests[0]?.headers["if-none-match"], undefined);
    });
  }

  test("a 304 to a question without condition is no answer", async (t) => {
    const { registry, reference } = await startScriptedRegistry(t, {}, (_, response) => {
      response.writeHead(304).end();
      return true;
    });
    const fact = await registry.digestOf(reference);
    assert.equal(fact.outcome === "not-available" && fact.reason, "malformed");
  });
});

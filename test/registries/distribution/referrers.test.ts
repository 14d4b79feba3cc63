import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { describe, test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { fallbackTag, type MadeImage, makeImage, makeIndex, makeReferrer } from "../../parts/oci-images.ts";
import { type Script, startScriptedRegistry } from "../scripted-registry.ts";

const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const IMAGE = await makeImage({ platform: "linux/amd64", layers: [] });
const DIGEST = IMAGE.descriptor.digest as Digest;
const TAG = fallbackTag(DIGEST);
const ONE = makeReferrer(IMAGE.descriptor, {
  artifactType: BUNDLE,
  layers: [{ mediaType: BUNDLE, bytes: "1" }],
  annotations: { a: "b" },
});
const TWO = makeReferrer(IMAGE.descriptor, { layers: [{ mediaType: "application/spdx+json", bytes: "2" }] });

function liar(image: MadeImage): MadeImage {
  return {
    ...image,
    descriptor: { ...image.descriptor, artifactType: "application/vnd.oci.empty.v1+json", annotations: { lie: "yes" } },
  };
}

/** The referrers API of the scripted registry. */
function api(list: MadeImage | undefined, status = 200, type = "application/vnd.oci.image.index.v1+json"): Script {
  return (_, response, path) => {
    if (!path.startsWith("/referrers")) return false;
    response.writeHead(status, { "content-type": type }).end(list?.blobs.get(list.descriptor.digest));
    return true;
  };
}

/** The same list with members that a strict reader of descriptors refuses. */
function spoil(list: MadeImage): MadeImage {
  const bytes = list.blobs.get(list.descriptor.digest) ?? Buffer.of();
  const index = JSON.parse(Buffer.from(bytes).toString());
  const annotations = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`k${at}`, "v"]));
  index.manifests = index.manifests.map((entry: object) => ({ ...entry, annotations, size: -1 }));
  const blobs = new Map([...list.blobs, [list.descriptor.digest, Buffer.from(JSON.stringify(index))]]);
  return { ...list, blobs };
}

/** A referrers API whose first page lists ONE and leads to a second one. */
function pages(second: (response: ServerResponse) => ServerResponse): Script {
  return (request, response, path) => {
    if (!path.startsWith("/referrers")) return false;
    if (path.includes("page=2")) return Boolean(second(response).end("<p>not here"));
    response.setHeader("link", `<${request.url}?page=2>; rel="next"`);
    return api(makeIndex([ONE]))(request, response, path);
  };
}

async function ask(t: Parameters<typeof startScriptedRegistry>[0], images: Record<string, MadeImage>, script?: Script) {
  const { registry, reference } = await startScriptedRegistry(t, { 1: IMAGE, ...images }, script);
  return registry.referrers(reference, DIGEST);
}

describe("referrers", () => {
  const both = { hidden1: ONE, hidden2: TWO };
  const sources: [name: string, images: Record<string, MadeImage>, script: Script | undefined, count: number][] = [
    ["the fallback tag where the API answers 404", { [TAG]: makeIndex([ONE]) }, undefined, 1],
    ["the fallback tag where the API answers an empty list", { [TAG]: makeIndex([ONE]) }, api(makeIndex([])), 1],
    [
      "the fallback tag where some page answers for the API",
      { [TAG]: makeIndex([ONE]) },
      api(makeIndex([TWO]), 200, "text/html"),
      1,
    ],
    ["the API where there is no fallback tag", both, api(makeIndex([ONE])), 1],
    ["both, each referrer once", { ...both, [TAG]: makeIndex([ONE]) }, api(makeIndex([ONE, TWO])), 2],
    ["neither", {}, undefined, 0],
    ["a fallback tag that is an image", { [TAG]: IMAGE }, undefined, 0],
    [
      "a list with an entry that is gone",
      {
        [TAG]: {
          ...makeIndex([ONE]),
          blobs: new Map([...makeIndex([ONE]).blobs].filter(([digest]) => digest !== ONE.descriptor.digest)),
        },
      },
      undefined,
      0,
    ],
    ["a list with an image that refers to nothing", { [TAG]: makeIndex([IMAGE]) }, undefined, 0],
    [
      "a list with a referrer of another image",
      { [TAG]: makeIndex([makeReferrer(ONE.descriptor, { layers: [] })]) },
      undefined,
      0,
    ],
  ];
  for (const [name, images, script, count] of sources) {
    test(`reads ${name}`, async (t) => {
      const fact = await ask(t, images, script);
      assert.ok(fact.outcome === "known", JSON.stringify(fact));
      assert.equal(fact.value.length, count);
    });
  }

  test("reads type, size and annotations from the referrer, whatever the list says", async (t) => {
    const fact = await ask(t, { [TAG]: makeIndex([liar(ONE), liar(TWO)]) });
    assert.ok(fact.outcome === "known");
    const first = fact.value.find(({ digest }) => digest === ONE.descriptor.digest);
    const { digest, mediaType, size: sizeBytes } = ONE.descriptor;
    assert.deepEqual(first, { digest, mediaType, sizeBytes, artifactType: BUNDLE, annotations: { a: "b" } });
    assert.equal(
      fact.value.find(({ digest }) => digest === TWO.descriptor.digest)?.artifactType,
      "application/spdx+json",
    );
    assert.deepEqual(
      fact.value.map(({ digest }) => digest),
      [...fact.value.map(({ digest }) => digest)].sort(),
    );
  });

  const unavailable: [name: string, reason: string, images: Record<string, MadeImage>, script?: Script][] = [
    ["the API answers 500", "registry-5xx", { [TAG]: makeIndex([ONE]) }, api(undefined, 500)],
    ["the API answers 403", "auth", { [TAG]: makeIndex([ONE]) }, api(undefined, 403)],
    [
      "the API answers broken JSON",
      "malformed",
      {},
      api({ descriptor: { ...IMAGE.descriptor, digest: "x" }, blobs: new Map([["x", Buffer.from("{")]]) }),
    ],
    [
      "the fallback tag answers 503",
      "registry-5xx",
      {},
      (_, response, path) => path.endsWith(TAG) && Boolean(response.writeHead(503).end()),
    ],
    ["the second page of the API answers 404", "malformed", both, pages((response) => response.writeHead(404))],
    [
      "the second page of the API is some page",
      "malformed",
      both,
      pages((response) => response.writeHead(200, { "content-type": "text/html" })),
    ],
    ["the second page of the API answers 503", "registry-5xx", both, pages((response) => response.writeHead(503))],
    [
      "every referrer answers 503",
      "registry-5xx",
      { [TAG]: makeIndex([ONE, TWO]) },
      (_, response, path) => /sha256:/.test(path) && Boolean(response.writeHead(503).end()),
    ],
  ];
  for (const [name, reason, images, script] of unavailable) {
    test(`could not ask when ${name}: ${reason}`, async (t) => {
      const fact = await ask(t, images, script);
      assert.equal(fact.outcome === "not-available" && fact.reason, reason);
    });
  }

  const fat = makeReferrer(IMAGE.descriptor, {
    artifactType: "a/b",
    layers: [],
    annotations: { a: "x".repeat(70_000) },
  });
  const failing = (digest: string, answer: (response: ServerResponse) => ServerResponse): Script => {
    return (_, response, path) => path === `/manifests/${digest}` && Boolean(answer(response).end("{}"));
  };
  const one = ONE.descriptor.digest;
  const faults: [name: string, fault: string, images: Record<string, MadeImage>, script?: Script][] = [
    ["beyond 64 KiB", "too-large", { [TAG]: makeIndex([fat, TWO]) }],
    ["of other bytes", "digest-mismatch", { [TAG]: makeIndex([ONE, TWO]) }, failing(one, (response) => response)],
    ["behind a 503", "registry-5xx", { [TAG]: makeIndex([ONE, TWO]) }, failing(one, (to) => to.writeHead(503))],
    ["that the API lists and that is not there", "not-found", { hidden: TWO }, api(makeIndex([ONE, TWO]))],
    ["of a size and annotations that no descriptor has", "too-large", both, api(spoil(makeIndex([fat, TWO])))],
  ];
  for (const [name, fault, images, script] of faults) {
    test(`keeps a referrer ${name} with its fault, beside one that can be read`, async (t) => {
      const fact = await ask(t, { ...images, fat }, script);
      assert.ok(fact.outcome === "known", JSON.stringify(fact));
      assert.deepEqual(fact.value.map((referrer) => referrer.fault ?? referrer.artifactType).sort(), [
        ...[fault, "application/spdx+json"].sort(),
      ]);
    });
  }

  test("opens bundles first where more than 100 are listed, with one note for the rest", async (t) => {
    const noise = Array.from({ length: 1200 }, (_, at) => ({
      ...TWO,
      descriptor: { ...TWO.descriptor, artifactType: "a/b", digest: `sha256:${String(at).padStart(64, "0")}` },
    }));
    const bundle = { ...ONE, descriptor: { ...ONE.descriptor, artifactType: BUNDLE } };
    const fact = await ask(t, { hidden1: ONE }, api(makeIndex([...noise.slice(0, 900), bundle, ...noise.slice(900)])));
    assert.ok(fact.outcome === "known", JSON.stringify(fact));
    assert.equal(fact.value.length, 101);
    assert.equal(fact.value.find(({ digest }) => digest === ONE.descriptor.digest)?.artifactType, BUNDLE);
    const count = (fault: string) => fact.value.filter((referrer) => referrer.fault === fault).length;
    assert.deepEqual([count("not-found"), count("not-opened")], [99, 1]);
  });

  test("stops asking a registry that is down", async (t) => {
    const { registry, reference, server } = await startScriptedRegistry(
      t,
      { 1: IMAGE, [TAG]: makeIndex(Array.from({ length: 50 }, (_, at) => makeNumbered(at))) },
      (_, response, path) => /sha256:/.test(path) && Boolean(response.writeHead(403).end()),
    );
    const fact = await registry.referrers(reference, DIGEST);
    assert.equal(fact.outcome === "not-available" && fact.reason, "auth");
    assert.ok(server.requests.length < 30, `${server.requests.length} requests`);
  });
});

function makeNumbered(at: number): MadeImage {
  return makeReferrer(IMAGE.descriptor, { layers: [], annotations: { at: String(at) } });
}

import assert from "node:assert/strict";
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
    [
      "a referrer has other bytes",
      "digest-mismatch",
      { [TAG]: makeIndex([ONE]) },
      (_, response, path) => path.endsWith(ONE.descriptor.digest) && Boolean(response.end("{}")),
    ],
    [
      "a referrer is beyond 64 KiB",
      "too-large",
      { [TAG]: makeIndex([makeReferrer(IMAGE.descriptor, { layers: [], annotations: { a: "x".repeat(70_000) } })]) },
    ],
    [
      "101 are listed",
      "too-large",
      {
        [TAG]: makeIndex(
          Array.from({ length: 101 }, (_, at) => ({
            ...ONE,
            descriptor: { ...ONE.descriptor, digest: `sha256:${String(at).padStart(64, "0")}` },
          })),
        ),
      },
    ],
  ];
  for (const [name, reason, images, script] of unavailable) {
    test(`could not ask when ${name}: ${reason}`, async (t) => {
      const fact = await ask(t, images, script);
      assert.equal(fact.outcome === "not-available" && fact.reason, reason);
    });
  }
});

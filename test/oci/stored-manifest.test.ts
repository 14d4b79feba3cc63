import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { isAttestation, parseImageIndex } from "../../src/oci/image-index.ts";
import { artifactTypeOf, parseImageManifest } from "../../src/oci/image-manifest.ts";
import { ACCEPT_MANIFESTS, MEDIA_TYPES } from "../../src/oci/media-type.ts";
import { isProblem, type Problem } from "../../src/oci/problem.ts";
import { parseStoredManifest } from "../../src/oci/stored-manifest.ts";

const DIGEST = `sha256:${"1".repeat(64)}`;
const CONFIG = { mediaType: MEDIA_TYPES.ociConfig, digest: DIGEST, size: 2 };
const LAYER = { mediaType: MEDIA_TYPES.ociLayerGzip, digest: DIGEST, size: 3 };
const MANIFEST = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config: CONFIG, layers: [LAYER] };
const INDEX = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [CONFIG] };

function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
}

function readOk<T extends object>(answer: T | Problem): T {
  assert.ok(!isProblem(answer), JSON.stringify(answer));
  return answer;
}

test("asks for all four manifest types", () => {
  assert.equal(ACCEPT_MANIFESTS.split(", ").length, 4);
});

describe("parseStoredManifest", () => {
  const kinds: [name: string, document: unknown, announced: string | undefined, kind: string][] = [
    ["OCI manifest", MANIFEST, MEDIA_TYPES.ociManifest, "image-manifest"],
    ["OCI manifest without its own type", { ...MANIFEST, mediaType: undefined }, undefined, "image-manifest"],
    [
      "docker manifest",
      { ...MANIFEST, mediaType: MEDIA_TYPES.dockerManifest },
      MEDIA_TYPES.dockerManifest,
      "image-manifest",
    ],
    ["OCI index, charset in the header", INDEX, `${MEDIA_TYPES.ociIndex}; charset=utf-8`, "image-index"],
    ["docker list", { ...INDEX, mediaType: MEDIA_TYPES.dockerList }, undefined, "image-index"],
    ["index served as plain JSON", INDEX, "application/json", "image-index"],
    ["schema 1", { schemaVersion: 1, name: "x", fsLayers: [] }, undefined, "schema-1"],
  ];
  for (const [name, document, announced, kind] of kinds) {
    test(`tells ${name}`, () => assert.equal(readOk(parseStoredManifest(bytesOf(document), announced)).kind, kind));
  }

  const refused: [name: string, document: unknown, announced?: string][] = [
    ["text that is no JSON", "<html>"],
    ["bytes that are no UTF-8", "\u{feff}{}"],
    ["a list", []],
    ["null", null],
    ["an empty object", {}],
    ["a document that can be read both ways", { ...MANIFEST, manifests: [] }],
    ["an index that can be read both ways", { ...INDEX, layers: [] }],
    ["a manifest announced as index", MANIFEST, MEDIA_TYPES.ociIndex],
    ["an index announced as docker manifest", INDEX, MEDIA_TYPES.dockerManifest],
    ["a manifest without config", { ...MANIFEST, config: undefined }],
    ["layers that are no list", { ...MANIFEST, layers: { length: 1 } }],
    ["a layer with a negative size", { ...MANIFEST, layers: [{ ...LAYER, size: -1 }] }],
    ["a layer with a size beyond safe numbers", { ...MANIFEST, layers: [{ ...LAYER, size: 1e300 }] }],
    ["a layer whose digest is a path", { ...MANIFEST, layers: [{ ...LAYER, digest: "sha256:../../x" }] }],
    ["a subject without digest", { ...MANIFEST, subject: {} }],
  ];
  for (const [name, document, announced] of refused) {
    test(`answers a problem for ${name}`, () =>
      assert.ok(isProblem(parseStoredManifest(bytesOf(document), announced))));
  }

  test("answers 100,000 nested lists quickly", () => {
    const start = performance.now();
    assert.ok(isProblem(parseStoredManifest(bytesOf(`{"manifests":${"[".repeat(100_000)}`))));
    const deep = `{"schemaVersion":2,"manifests":[],"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    assert.equal(readOk(parseStoredManifest(bytesOf(deep))).kind, "image-index");
    assert.ok(performance.now() - start < 1000);
  });
});

describe("caps", () => {
  const many: [name: string, answer: object][] = [
    ["501 layers", parseImageManifest(bytesOf({ ...MANIFEST, layers: Array(501).fill(LAYER) }))],
    ["501 manifests", parseImageIndex(bytesOf({ ...INDEX, manifests: Array(501).fill(CONFIG) }))],
    [
      "1,001 annotations",
      parseImageIndex(
        bytesOf({ ...INDEX, annotations: Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`k${at}`, ""])) }),
      ),
    ],
    ["an annotation of 1 MiB", parseImageManifest(bytesOf({ ...MANIFEST, annotations: { k: "x".repeat(1 << 20) } }))],
  ];
  for (const [name, answer] of many) {
    test(`says that ${name} are too large`, () => assert.ok(isProblem(answer) && answer.isTooLarge));
  }

  test("reads exactly 500 layers", () => {
    assert.equal(
      readOk(parseImageManifest(bytesOf({ ...MANIFEST, layers: Array(500).fill(LAYER) }))).layers.length,
      500,
    );
  });
});

test("keeps a key __proto__ a plain key and drops annotations that are no text", () => {
  const text = JSON.stringify(MANIFEST).replace(/\}$/, ',"annotations":{"__proto__":"x","problem":"y","n":1,"o":{}}}');
  const manifest = readOk(parseImageManifest(bytesOf(text)));
  assert.equal(JSON.stringify(manifest.annotations), '{"__proto__":"x","problem":"y"}');
  assert.equal(({} as Record<string, unknown>)["x"], undefined);
});

test("reads the artifact type from the manifest, its config, or its only layer", () => {
  const read = (document: object) => artifactTypeOf(readOk(parseImageManifest(bytesOf({ ...MANIFEST, ...document }))));
  const empty = { ...CONFIG, mediaType: MEDIA_TYPES.ociEmpty };
  assert.equal(read({ artifactType: "a/b", config: empty }), "a/b");
  assert.equal(read({ config: { ...CONFIG, mediaType: "c/d" } }), "c/d");
  assert.equal(read({ config: empty, layers: [{ ...LAYER, mediaType: "e/f" }] }), "e/f");
  assert.equal(read({ config: empty, layers: [] }), MEDIA_TYPES.ociEmpty);
});

test("knows an attestation beside the images of an index", () => {
  const annotations = { "vnd.docker.reference.type": "attestation-manifest" };
  const index = readOk(parseImageIndex(bytesOf({ ...INDEX, manifests: [CONFIG, { ...CONFIG, annotations }] })));
  assert.deepEqual(index.manifests.map(isAttestation), [false, true]);
});

test("reads an index whose manifests Go wrote as null", () => {
  assert.deepEqual(readOk(parseImageIndex(bytesOf({ ...INDEX, manifests: null }))).manifests, []);
});

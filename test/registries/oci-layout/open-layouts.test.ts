import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import type { Fact } from "../../../src/model/fact.ts";
import type { Digest } from "../../../src/model/image.ts";
import { openLayouts } from "../../../src/registries/oci-layout/open-layouts.ts";
import { stillClock } from "../../parts/loopback-server.ts";
import { fallbackTag, makeImage, makeIndex, makeReferrer, writeLayout } from "../../parts/oci-images.ts";
import { readChunks } from "../scripted-registry.ts";

const IMAGE = await makeImage({ platform: "linux/amd64", layers: [{ files: { a: "a" } }], annotations: { k: "v" } });
const DIGEST = IMAGE.descriptor.digest as Digest;
const OTHER = await makeImage({ platform: "linux/arm64", layers: [] });
const REFERRER = makeReferrer(IMAGE.descriptor, { artifactType: "a/b", layers: [{ mediaType: "a/b", bytes: "x" }] });
const REFERENCE = { host: "disk", repository: "lab/x", tag: "1" };

/** A folder with the layout `lab/x`, and it opened. */
async function makeFolder(t: TestContext, images = { 1: IMAGE } as Parameters<typeof writeLayout>[1], below = "lab/x") {
  const root = await mkdtemp(join(tmpdir(), "waybill-layout-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  const endpoint = join(root, "layouts");
  const folder = join(endpoint, below);
  await writeLayout(folder, images);
  return { root, folder, registry: openLayouts({ host: "disk", kind: "oci-layout", endpoint }, stillClock()) };
}

function reasonOf(fact: Fact<unknown>): string {
  return fact.outcome === "not-available" ? fact.reason : fact.outcome;
}

function blobPath(folder: string, digest: string): string {
  return join(folder, "blobs", digest.replace(":", "/"));
}

describe("oci-layout", () => {
  for (const below of ["lab/x", "."]) {
    test(`answers from ${below === "." ? "a folder that is a layout" : "the folder of the repository"}`, async (t) => {
      const { registry } = await makeFolder(
        t,
        { 1: IMAGE, 2: OTHER, [fallbackTag(DIGEST)]: makeIndex([REFERRER]) },
        below,
      );
      assert.deepEqual(await registry.digestOf(REFERENCE), {
        outcome: "known",
        value: DIGEST,
        asOf: "2024-05-01T00:00:00.000Z",
      });
      assert.equal(reasonOf(await registry.digestOf({ ...REFERENCE, digest: DIGEST })), "known");
      const tags = await registry.tags(REFERENCE);
      assert.deepEqual(tags.outcome === "known" && tags.value, ["1", "2"]);
      const image = await registry.resolve(REFERENCE, DIGEST);
      assert.ok(image.outcome === "known");
      assert.deepEqual(image.value.annotations, { k: "v" });
      const referrers = await registry.referrers(REFERENCE, DIGEST);
      assert.deepEqual(referrers.outcome === "known" && referrers.value.map(({ artifactType }) => artifactType), [
        "a/b",
      ]);
      const bytes = await registry.manifest(REFERENCE, DIGEST, 10_000);
      assert.ok(bytes.outcome === "known" && Buffer.from(bytes.value).equals(IMAGE.blobs.get(DIGEST) ?? Buffer.of()));
      const layer = image.value.platforms[0]?.layers[0];
      assert.ok(layer !== undefined);
      assert.equal(Buffer.concat(await readChunks(registry.blob(REFERENCE, layer))).byteLength, layer.sizeBytes);
    });
  }

  test("finds a referrer that stands in index.json without a tag, and a name that is a whole reference", async (t) => {
    const { folder, registry } = await makeFolder(t, {
      "docker.io/lab/x:1": IMAGE,
      "docker.io/lab/other:2": OTHER,
      named: REFERRER,
    });
    const path = join(folder, "index.json");
    const index = JSON.parse(await readFile(path, "utf8"));
    delete index.manifests[2].annotations;
    await writeFile(path, JSON.stringify(index));
    assert.equal(reasonOf(await registry.digestOf(REFERENCE)), "known");
    assert.equal(reasonOf(await registry.digestOf({ ...REFERENCE, tag: "2" })), "not-found");
    const referrers = await registry.referrers(REFERENCE, DIGEST);
    assert.equal(referrers.outcome === "known" && referrers.value.length, 1);
  });

  test("tells an absent tag, digest, repository and folder", async (t) => {
    const { registry, root } = await makeFolder(t);
    const missing = `sha256:${"5".repeat(64)}` as const;
    assert.equal(reasonOf(await registry.digestOf({ ...REFERENCE, tag: "none" })), "not-found");
    assert.equal(reasonOf(await registry.digestOf({ ...REFERENCE, digest: missing })), "not-found");
    assert.equal(reasonOf(await registry.tags({ host: "disk", repository: "lab/none" })), "not-found");
    const gone = openLayouts({ host: "disk", kind: "oci-layout", endpoint: join(root, "gone") }, stillClock());
    assert.equal(reasonOf(await gone.digestOf(REFERENCE)), "unreachable");
    await assert.rejects(readChunks(registry.blob(REFERENCE, { digest: missing, sizeBytes: 1 })), {
      code: "not-found",
    });
  });

  test("notices bytes that are not those of the digest", async (t) => {
    const { folder, registry } = await makeFolder(t);
    await writeFile(blobPath(folder, DIGEST), "{}");
    assert.equal(reasonOf(await registry.digestOf(REFERENCE)), "digest-mismatch");
    assert.equal(reasonOf(await registry.resolve(REFERENCE, DIGEST)), "digest-mismatch");
    await assert.rejects(readChunks(registry.blob(REFERENCE, { digest: DIGEST, sizeBytes: 2 })), {
      code: "digest-mismatch",
    });
  });

  test("refuses symlinks out of the folder, to a blob, a layout or the index", async (t) => {
    const { root, folder, registry } = await makeFolder(t);
    await cp(folder, join(root, "outside"), { recursive: true });
    await symlink(join(root, "outside"), join(root, "layouts", "linked"));
    assert.equal(reasonOf(await registry.tags({ host: "disk", repository: "linked" })), "refused-address");
    for (const path of [blobPath(folder, DIGEST), join(folder, "index.json")]) {
      await rm(path);
      await symlink(path.replace(folder, join(root, "outside")), path);
      assert.equal(reasonOf(await registry.digestOf(REFERENCE)), "refused-address");
    }
    assert.equal(reasonOf(await registry.tags({ host: "disk", repository: "../outside" })), "malformed");
  });

  test("follows a symlink that stays inside", async (t) => {
    const { folder, registry } = await makeFolder(t);
    await symlink(folder, join(folder, "..", "mirror"));
    assert.equal(reasonOf(await registry.digestOf({ ...REFERENCE, repository: "lab/mirror" })), "known");
  });

  test("opens neither pipes nor folders, and no index beyond the cap", async (t) => {
    const { folder, registry } = await makeFolder(t);
    const path = join(folder, "index.json");
    await writeFile(path, " ".repeat(5 << 20));
    assert.equal(reasonOf(await registry.tags(REFERENCE)), "too-large");
    await rm(path);
    execFileSync("mkfifo", [path]);
    assert.equal(reasonOf(await registry.tags(REFERENCE)), "malformed");
  });

  test("does not choose between two images with one tag, and reads no layout of another version", async (t) => {
    const { folder, registry } = await makeFolder(t, { 1: IMAGE, 2: OTHER });
    const path = join(folder, "index.json");
    await writeFile(path, (await readFile(path, "utf8")).replace('ref.name": "2"', 'ref.name": "1"'));
    assert.equal(reasonOf(await registry.digestOf(REFERENCE)), "malformed");
    await writeFile(join(folder, "oci-layout"), '{"imageLayoutVersion":"2.0.0"}');
    assert.equal(reasonOf(await registry.digestOf(REFERENCE)), "malformed");
  });
});

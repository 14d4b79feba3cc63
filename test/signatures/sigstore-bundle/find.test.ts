import assert from "node:assert/strict";
import { test } from "node:test";
import type { Digest } from "../../../src/model/image.ts";
import { digestOfBytes } from "../../../src/oci/digest.ts";
import type { RegistryReason } from "../../../src/registries/registry-fault.ts";
import { findBundles } from "../../../src/signatures/sigstore-bundle/find.ts";
import { toReferrer } from "../../parts/sigstore.ts";
import { AS_OF, listReferrers, makeTarget, makeTargetWithBundles } from "../fake-registry.ts";

const DIGEST: Digest = `sha256:${"b".repeat(64)}`;
const OTHER: Digest = `sha256:${"c".repeat(64)}`;
const SUBJECT = { digest: DIGEST, mediaType: "application/vnd.oci.image.index.v1+json", sizeBytes: 1 };
const BUNDLE = { any: "bytes" };

/** Faults (or `ok`) of what is found. */
async function find(target: ReturnType<typeof makeTarget>): Promise<string[]> {
  const found = await findBundles(target);
  assert.ok(found.outcome === "known");
  return found.value.map(({ fault }) => (fault === undefined ? "ok" : `${fault.state}/${fault.reason}`));
}

/** A target with one bundle whose parts can fail or be exchanged. */
function broken(change: {
  failing?: "manifest" | "blob";
  reason?: RegistryReason;
  blob?: Buffer;
  subject?: Digest;
  manifest?: (text: string) => string;
}) {
  const made = toReferrer(BUNDLE, { ...SUBJECT, digest: change.subject ?? DIGEST });
  const bytes = Buffer.from((change.manifest ?? String)(made.manifest.bytes.toString()));
  const manifests = new Map([[digestOfBytes(bytes) as string, bytes]]);
  const blobs = new Map(made.blobs.map((blob) => [blob.digest, change.blob ?? blob.bytes]));
  const failing = new Map<string, RegistryReason>();
  const name = change.failing === "blob" ? (made.blobs[1]?.digest ?? "") : digestOfBytes(bytes);
  if (change.reason !== undefined) failing.set(name, change.reason);
  return makeTarget(DIGEST, listReferrers(manifests), { manifests, blobs, failing });
}

test("hands out the bytes of a bundle with the digest of their blob", async () => {
  const found = await findBundles(makeTargetWithBundles(DIGEST, [BUNDLE]));
  assert.ok(found.outcome === "known");
  const [material] = found.value;
  assert.equal(Buffer.from(material?.bytes ?? []).toString(), JSON.stringify(BUNDLE));
  assert.equal(material?.material, digestOfBytes(JSON.stringify(BUNDLE)));
});

const rows: [string, Parameters<typeof broken>[0], string[]][] = [
  ["a manifest that is gone", { failing: "manifest", reason: "not-found" }, ["unknown/blob-missing"]],
  ["a manifest behind a fault", { failing: "manifest", reason: "registry-5xx" }, ["unknown/registry-5xx"]],
  [
    "a manifest of other bytes",
    { failing: "manifest", reason: "digest-mismatch" },
    ["invalid/manifest-digest-mismatch"],
  ],
  ["a manifest that is too large", { failing: "manifest", reason: "too-large" }, ["invalid/too-large"]],
  ["a bundle that is gone", { failing: "blob", reason: "not-found" }, ["unknown/blob-missing"]],
  ["a bundle behind a login", { failing: "blob", reason: "auth" }, ["unknown/auth"]],
  ["a bundle that takes too long", { failing: "blob", reason: "timeout" }, ["unknown/timeout"]],
  ["a bundle of other bytes", { blob: Buffer.from('{"any":"other"}') }, ["invalid/blob-digest-mismatch"]],
  ["a bundle of more bytes than listed", { blob: Buffer.alloc(5000) }, ["invalid/blob-digest-mismatch"]],
  ["a referrer of another image", { subject: OTHER }, ["invalid/subject-mismatch"]],
  [
    "a bundle that says to be larger than 4 MiB",
    { manifest: (text) => text.replace('"size":15', '"size":4194305') },
    ["invalid/too-large"],
  ],
  [
    "a bundle only by its layer (GHCR, old clients)",
    {
      manifest: (text) =>
        text.replace(/"artifactType":"[^"]*",/, '"artifactType":"application/vnd.oci.empty.v1+json",'),
    },
    ["ok"],
  ],
  ["something that is no bundle", { manifest: (text) => text.replaceAll("dev.sigstore.bundle", "spdx") }, []],
];

for (const [name, change, expected] of rows) {
  test(`${name}: ${expected.join(", ") || "nothing"}`, async () => {
    assert.deepEqual(await find(broken(change)), expected);
  });
}

test("a failed list of referrers is not-available with its reason, not an empty list", async () => {
  const target = makeTarget(DIGEST, { outcome: "not-available", reason: "auth", asOf: AS_OF });
  assert.deepEqual(await findBundles(target), { outcome: "not-available", reason: "auth", asOf: AS_OF });
});

test("a flood of other referrers hides no bundle, and is never called unsigned", async () => {
  const made = toReferrer(BUNDLE, SUBJECT);
  const noise = Array.from({ length: 150 }, (_, index) => {
    const text = made.manifest.bytes.toString().replaceAll("dev.sigstore.bundle", `spdx.n${index}`);
    return [digestOfBytes(text), Buffer.from(text)] as const;
  });
  const manifests = new Map<string, Uint8Array>([...noise, [made.manifest.digest, made.manifest.bytes]]);
  const blobs = new Map(made.blobs.map(({ digest, bytes }) => [digest, bytes]));
  const target = makeTarget(DIGEST, listReferrers(manifests), { manifests, blobs });
  assert.deepEqual(await find(target), ["ok", "unknown/rate-limited"]);
});

const faults: [fault: string, expected: string][] = [
  ["too-large", "unknown/too-large"],
  ["digest-mismatch", "unknown/digest-mismatch"],
  ["registry-5xx", "unknown/registry-5xx"],
  ["not-found", "unknown/blob-missing"],
  ["not-opened", "unknown/rate-limited"],
];

for (const [fault, expected] of faults) {
  test(`a listed referrer with the fault ${fault} is ${expected} beside the bundles, and never nothing`, async () => {
    const unread = { digest: OTHER, mediaType: "", artifactType: "", sizeBytes: 1, annotations: {}, fault };
    assert.deepEqual(await find(makeTarget(DIGEST, { outcome: "known", value: [unread], asOf: AS_OF })), [expected]);
    const target = makeTargetWithBundles(DIGEST, [BUNDLE]);
    assert.ok(target.referrers.outcome === "known");
    target.referrers.value.unshift(unread);
    assert.deepEqual(await find(target), ["ok", expected]);
  });
}

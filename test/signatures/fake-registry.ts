import { readFileSync } from "node:fs";
import type { Fact } from "../../src/model/fact.ts";
import type { Digest, Referrer } from "../../src/model/image.ts";
import { digestOfBytes } from "../../src/oci/digest.ts";
import { artifactTypeOf, parseImageManifest } from "../../src/oci/image-manifest.ts";
import { isProblem } from "../../src/oci/problem.ts";
import { BlobFault } from "../../src/registries/checked-blob.ts";
import type { OpenRegistry } from "../../src/registries/registry.ts";
import type { RegistryReason } from "../../src/registries/registry-fault.ts";
import type { SignatureTarget } from "../../src/signatures/signature-form.ts";
import { type BundleReferrer, toReferrer } from "../parts/sigstore.ts";

/** What a registry holds, by digest or tag; `failing` answers these digests and tags with a reason instead. */
export interface RegistryContent {
  manifests: Map<string, Uint8Array>;
  blobs: Map<string, Uint8Array>;
  tags: Map<string, Digest>;
  failing: Map<string, RegistryReason>;
}

export const AS_OF = "2026-11-20T12:00:00.000Z";

/** A target whose referrers are the given ones; what the registry is asked for comes from `content`. */
export function makeTarget(
  digest: Digest,
  referrers: Fact<Referrer[]>,
  content: Partial<RegistryContent> = {},
): SignatureTarget {
  const reference = { host: "registry.example.org", repository: "lab/plugin", tag: "v1.0.0" };
  return { reference, digest, registry: openFake(content), referrers };
}

/** A target with bundles attached as cosign 3 does it. */
export function makeTargetWithBundles(digest: Digest, bundles: readonly unknown[]): SignatureTarget {
  const subject = { digest, mediaType: "application/vnd.oci.image.index.v1+json", sizeBytes: 1000 };
  return makeTargetWithReferrers(
    digest,
    bundles.map((bundle) => toReferrer(bundle, subject)),
  );
}

/** A target with the given referrers, all there. */
export function makeTargetWithReferrers(digest: Digest, attached: readonly BundleReferrer[]): SignatureTarget {
  const manifests = new Map(attached.map(({ manifest }) => [manifest.digest, manifest.bytes]));
  const blobs = new Map(attached.flatMap(({ blobs: all }) => all.map(({ digest: of, bytes }) => [of, bytes])));
  return makeTarget(digest, listReferrers(manifests), { manifests, blobs });
}

/** What a registry room would list: artifact types read from the manifests themselves. */
export function listReferrers(manifests: ReadonlyMap<string, Uint8Array>): Fact<Referrer[]> {
  const value: Referrer[] = [];
  for (const bytes of manifests.values()) {
    const manifest = parseImageManifest(bytes);
    if (isProblem(manifest)) throw new Error(manifest.problem);
    value.push({
      digest: digestOfBytes(bytes),
      mediaType: manifest.mediaType,
      artifactType: artifactTypeOf(manifest),
      sizeBytes: bytes.length,
      annotations: manifest.annotations,
    });
  }
  return { outcome: "known", value, asOf: AS_OF };
}

/** Reads a JSON file of a fixture or of the real data. */
export function readJson(...parts: string[]): Record<string, unknown> {
  return JSON.parse(readFileSync(parts.join("/"), "utf8"));
}

function openFake(content: Partial<RegistryContent>): OpenRegistry {
  const { manifests = new Map(), blobs = new Map(), tags = new Map(), failing = new Map() } = content;
  const notAvailable = (reason: RegistryReason) => ({ outcome: "not-available" as const, reason, asOf: AS_OF });
  const unused = async () => ({ outcome: "not-supported" as const, reason: "not part of this test" });
  return {
    digestOf: async ({ tag = "" }) => {
      const reason = failing.get(tag);
      if (reason !== undefined) return notAvailable(reason);
      const digest = tags.get(tag);
      return digest === undefined ? notAvailable("not-found") : { outcome: "known", value: digest, asOf: AS_OF };
    },
    resolve: unused,
    tags: unused,
    referrers: unused,
    manifest: async (_, digest) => {
      const reason = failing.get(digest);
      if (reason !== undefined) return notAvailable(reason);
      const bytes = manifests.get(digest);
      return bytes === undefined ? notAvailable("not-found") : { outcome: "known", value: bytes, asOf: AS_OF };
    },
    blob: async function* (_, { digest }) {
      const reason = failing.get(digest);
      if (reason !== undefined) throw new BlobFault(reason, reason);
      const bytes = blobs.get(digest);
      if (bytes === undefined) throw new BlobFault("not-found", "not there");
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
}

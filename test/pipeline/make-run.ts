import taxonomyJson from "../../schemas/taxonomy.json" with { type: "json" };
import type { Cache } from "../../src/cache/open-cache.ts";
import { emptyCatalog } from "../../src/catalog/read-catalog.ts";
import { defaultConfig } from "../../src/config/waybill-config.ts";
import type { Catalog } from "../../src/model/catalog.ts";
import type { Entry } from "../../src/model/entry.ts";
import type { Digest, Image, Reference } from "../../src/model/image.ts";
import type { SignatureVerdict } from "../../src/model/signature.ts";
import type { SourceRepository } from "../../src/model/source-repository.ts";
import { formatReference } from "../../src/oci/reference.ts";
import type { Run } from "../../src/pipeline/run.ts";
import type { OpenRegistry, ResolvedImage } from "../../src/registries/registry.ts";
import { defaultTrustPolicy } from "../../src/signatures/open-policy.ts";
import type { FileContent, OpenSource, SourceListing } from "../../src/sources/source.ts";
import { readTaxonomy } from "../../src/taxonomy/read-taxonomy.ts";

/** Date of the runs of these tests. */
export const AS_OF = "2026-03-01T00:00:00.000Z";

/** A repository that a fake source hands out: its address, and its files as texts, refusals or errors. */
export interface FakeRepository {
  repository: SourceRepository;
  files: Record<string, string | Extract<FileContent, { outcome: "refused" }> | Error>;
}

export function makeRepository(owner: string, name: string, more: Partial<SourceRepository> = {}): SourceRepository {
  return { host: "github.com", owner, name, commit: "c".repeat(40), formerNames: [], ...more };
}

/** A source of repositories at hand. `files` of a repository that is no object but an error throws. */
export function fakeSource(
  repositories: readonly (FakeRepository | { repository: SourceRepository; files: Error })[],
  listing: Partial<SourceListing> = {},
  name = "fake:source",
): OpenSource & { reads: string[] } {
  const reads: string[] = [];
  const find = (wanted: SourceRepository) => repositories.find(({ repository }) => repository === wanted)?.files ?? {};
  return {
    name,
    reads,
    async repositories() {
      return { repositories: repositories.map(({ repository }) => repository), faults: [], ...listing };
    },
    async files(repository) {
      const files = find(repository);
      if (files instanceof Error) throw files;
      return Object.keys(files).map((path) => ({ path, kind: "file" as const }));
    },
    async read(repository, { path }) {
      reads.push(`${repository.owner}/${repository.name}/${path}`);
      const files = find(repository);
      const content = files instanceof Error ? files : files[path];
      if (content instanceof Error) throw content;
      if (typeof content !== "string") {
        return content ?? { outcome: "refused", reason: "gone", message: `${path}: not there` };
      }
      return { outcome: "bytes", bytes: new TextEncoder().encode(content), blobOid: "b".repeat(40) };
    },
  };
}

/** What a fake registry knows: references as they are written in full → what they resolve to, or why not. */
export type FakeImages = Record<string, ResolvedImage | { reason: string }>;

/** A registry that counts what it is asked. */
export function fakeRegistry(images: FakeImages): OpenRegistry & { asked: string[] } {
  const asked: string[] = [];
  const fault = (reason: string) => ({ outcome: "not-available" as const, reason, asOf: AS_OF });
  const find = (reference: Reference) => images[formatReference(reference)] ?? { reason: "not-found" };
  return {
    asked,
    async digestOf(reference) {
      asked.push(`digest ${formatReference(reference)}`);
      const found = find(reference);
      return "reason" in found ? fault(found.reason) : { outcome: "known", value: found.digest, asOf: AS_OF };
    },
    async resolve(reference) {
      asked.push(`resolve ${formatReference(reference)}`);
      const found = find(reference);
      return "reason" in found ? fault(found.reason) : { outcome: "known", value: found, asOf: AS_OF };
    },
    tags: async () => ({ outcome: "known", value: [], asOf: AS_OF }),
    async referrers(reference) {
      asked.push(`referrers ${formatReference(reference)}`);
      return { outcome: "known", value: [], asOf: AS_OF };
    },
    manifest: async () => fault("not-found"),
    async *blob() {
      yield new Uint8Array();
      throw new Error("no blobs here");
    },
  };
}

/** An image of one platform without layers. */
export function resolvedImage(hex: string, labels: Record<string, string> = {}): ResolvedImage {
  const digest = digestOf(hex);
  const config = { digest, user: "1000", cmd: ["run"], env: [], labels, exposedPorts: [], volumes: [], history: [] };
  const platform = { os: "linux", architecture: "amd64" };
  return {
    digest,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    platforms: [{ digest, platform, sizeBytes: 0, layers: [], config, annotations: {} }],
    annotations: {},
  };
}

export function digestOf(hex: string): Digest {
  return `sha256:${hex.repeat(64).slice(0, 64)}`;
}

/** An image as the catalog remembers it: named so since a day, never asked about anything else. */
export function rememberedImage(hex: string, reference: string, from: string, more: Partial<Image> = {}): Image {
  const notAsked = { outcome: "not-available", reason: "not-asked", asOf: from } as const;
  return {
    schemaVersion: 1,
    ...resolvedImage(hex),
    names: [{ reference, firstSeen: from, lastSeen: from }],
    referrers: { outcome: "known", value: [], asOf: from },
    base: { outcome: "not-supported", reason: "not stated" },
    signature: notAsked,
    scan: notAsked,
    tagHistory: [{ reference, digest: digestOf(hex), from }],
    ...more,
  };
}

export function verdict(hex: string, state: SignatureVerdict["state"], verifiedAt: string): SignatureVerdict {
  return {
    subject: digestOf(hex),
    state,
    reason: state === "verified" ? "same-repo" : "none",
    signatures: [],
    notes: [],
    policySha256: "0".repeat(64),
    rootSha256: "0".repeat(64),
    verifiedAt,
  };
}

/** A catalog that remembers these images and entries, and nothing else. */
export function rememberedCatalog(images: Image[], entries: Entry[] = []): Catalog {
  const catalog = emptyCatalog("waybill/test", "2026-02-01T00:00:00.000Z");
  const [first] = entries;
  const repositories =
    first === undefined ? [] : [{ schemaVersion: 1 as const, repository: first.repository, entries }];
  return { ...catalog, images, repositories };
}

export function memoryCache(): Cache {
  const values = new Map<string, string>();
  return {
    get: (namespace, key) => values.get(`${namespace} ${key}`),
    set: (namespace, key, value) => void values.set(`${namespace} ${key}`, value),
    close: () => {},
  };
}

/** A run over fakes: no network, no files, no clock. */
export function makeRun(more: Partial<Run> = {}): Run {
  const registry = fakeRegistry({});
  return {
    asOf: AS_OF,
    config: defaultConfig("/"),
    policy: defaultTrustPolicy(),
    sources: [],
    registryOf: () => registry,
    advisories: [],
    taxonomy: readTaxonomy(taxonomyJson),
    cache: memoryCache(),
    previous: rememberedCatalog([]),
    progress: () => {},
    ...more,
  };
}

/** One of our own manifests as text. */
export function ownManifest(more: Record<string, unknown> = {}): string {
  const images = [{ reference: "ghcr.io/lab/segment:1.0.0" }];
  return JSON.stringify({ waybill: 1, name: "segment", version: "1.0.0", license: "MIT", images, ...more });
}

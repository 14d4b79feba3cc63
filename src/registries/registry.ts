import type { Cache } from "../cache/open-cache.ts";
import type { HttpClient } from "../http/http-client.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image, PlatformImage, Reference, Referrer, RegistryFacts } from "../model/image.ts";

/** One entry of `registries:` in waybill.yml, paths already absolute. */
export interface RegistrySettings {
  /** Host that references name, e.g. `ghcr.io`, or `*` for any. */
  host: string;
  kind: string;
  /** Where to ask instead: a base URL (`http://127.0.0.1:5000`) or, for oci-layout, a folder. */
  endpoint?: string;
  /** Where to ask the registry's own API instead: a base URL. Default: what the kind says. */
  apiEndpoint?: string;
}

/** A part of a registry that holds images: one entry of `lists:` in waybill.yml. */
export type RegistryScope = { project: string } | { namespace: string } | { catalog: true };

/** Image repositories of a scope, without the host, sorted; `expected` is how many the registry says there are. */
export interface RepositoryList {
  repositories: string[];
  expected?: number;
}

/** Pulls that a registry still allows; it says so with every manifest. */
export interface PullLimit {
  limit: number;
  remaining: number;
  /** How long a pull counts, seconds. */
  windowSeconds?: number;
}

/** What registries work with. */
export interface RegistryPorts {
  http: HttpClient;
  now: () => Date;
  /**
   * `Authorization` with the operator's credentials for a host that is asked (which need not be the one that references
   * name). A function, so that no record, key or message can hold them by accident.
   */
  credentialOf?: (host: string) => string | undefined;
  /** Answers kept between runs; losing them costs requests, never truth. */
  memory?: Pick<Cache, "get" | "set">;
}

/** What resolve learns of one reference: the parts of `Image` that come from the registry. */
export interface ResolvedImage {
  digest: Digest;
  mediaType: string;
  platforms: PlatformImage[];
  annotations: Image["annotations"];
}

/** What to stream: a layer, a config, a bundle. */
export interface BlobDescriptor {
  digest: Digest;
  sizeBytes: number;
}

/** A registry that was opened for one host. Every answer is a fact; nothing is thrown for a fault of the world. */
export interface OpenRegistry {
  /** Tag or digest → digest of what it points at now. `{outcome:"not-available", reason}`: reason codes `not-found`, `auth`, `timeout`, `registry-5xx`, `rate-limited`, `unreachable`, `refused-address`, `digest-mismatch`, `malformed`, `too-large`. */
  digestOf(reference: Reference): Promise<Fact<Digest>>;
  /** Index → platforms → configs → labels, all by digest and checked. */
  resolve(reference: Reference, digest: Digest): Promise<Fact<ResolvedImage>>;
  tags(repository: Reference): Promise<Fact<string[]>>;
  /** Union of the referrers API and the fallback tag. */
  referrers(reference: Reference, digest: Digest): Promise<Fact<Referrer[]>>;
  /** Whole bytes of a manifest by digest, checked; cap in bytes. */
  manifest(reference: Reference, digest: Digest, capBytes: number): Promise<Fact<Uint8Array>>;
  /** Streams a blob; throws at the end (or early) when digest or size differ from the descriptor. */
  blob(reference: Reference, descriptor: BlobDescriptor, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Every image repository of a scope; `not-supported` for a scope that this kind does not know. Absent: none is. */
  repositories?(scope: RegistryScope): Promise<Fact<RepositoryList>>;
  /** What the registry's own API adds. Absent where it adds nothing. */
  facts?(reference: Reference, digest: Digest): Promise<Fact<RegistryFacts>>;
  /** As the last answer said; undefined before the first, and where the registry sets no limit. */
  pullLimit?(): PullLimit | undefined;
}

/** A kind of OCI registry: a row of the table `registries/`. */
export interface Registry {
  readonly id: string;
  readonly title: string;
  /** Hosts that are of this kind where waybill.yml says nothing else. */
  readonly hosts?: readonly string[];
  matches(settings: RegistrySettings): boolean;
  open(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry;
}

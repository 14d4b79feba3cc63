import type { Fact } from "./fact.ts";
import type { ScanSummary } from "./scan.ts";
import type { SignatureVerdict } from "./signature.ts";

/** `sha256:<hex>` or `sha512:<hex>` of OCI content. */
export type Digest = `sha256:${string}` | `sha512:${string}`;

/** A parsed image reference; `host` with port, `repository` without host. */
export interface Reference {
  host: string;
  repository: string;
  tag?: string;
  digest?: Digest;
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md#image-index-property-descriptions */
export interface Platform {
  os: string;
  architecture: string;
  variant?: string;
  osVersion?: string;
}

/** One layer as the image manifest describes it; `sizeBytes` is compressed. */
export interface Layer {
  digest: Digest;
  mediaType: string;
  sizeBytes: number;
}

/** The parts of an image configuration that Waybill keeps. */
export interface ImageConfigSummary {
  digest: Digest;
  created?: string;
  author?: string;
  user?: string;
  entrypoint?: string[];
  cmd?: string[];
  workingDir?: string;
  stopSignal?: string;
  /** `NAME=value`; values of names that look like secrets are replaced before they get here. */
  env: string[];
  labels: Record<string, string>;
  exposedPorts: string[];
  volumes: string[];
  history: { createdBy?: string; emptyLayer?: boolean }[];
}

/** One image manifest of an image: what runs on one platform. `sizeBytes` is the sum of its compressed layers. */
export interface PlatformImage {
  digest: Digest;
  platform: Platform;
  sizeBytes: number;
  layers: Layer[];
  config: ImageConfigSummary;
  annotations: Record<string, string>;
}

/** Something attached to an image; `artifactType` is read from the referrer itself, never from the listing. */
export interface Referrer {
  digest: Digest;
  mediaType: string;
  artifactType: string;
  sizeBytes: number;
  annotations: Record<string, string>;
  /**
   * Listed, but not readable: a reason of registries, or `not-opened` for the first of those beyond the cap. Then the
   * other members are only what the listing says.
   */
  fault?: string;
}

/** The image this one was built from, and how that is known. */
export interface BaseImage {
  name?: string;
  digest?: Digest;
  because: "annotation" | "label" | "layer-prefix";
}

/**
 * What a registry's own API says of an image under one name, beside the image itself. Each registry counts in its own
 * way: never to be compared between registries.
 */
export interface RegistryFacts {
  /** Row of the table `registries/` that said it. */
  registry: string;
  asOf: string;
  stars?: number;
  /** Of the whole repository, since it exists. */
  pulls?: number;
  /** As the registry adds it up. */
  sizeBytes?: number;
  /** When the tag was pushed and last pulled, the repository made and last changed. */
  pushed?: string;
  pulled?: string;
  created?: string;
  updated?: string;
  /** When the registry will remove the tag. */
  expires?: string;
  /** Labels that people gave the image in the registry; those of the image itself are in its configuration. */
  labels?: string[];
  categories?: string[];
  /** What the registry's own scanner found; Waybill's scan is another. */
  scan?: { scanner?: string; severity?: string; total?: number; fixable?: number; ended?: string };
}

/** Everything known about one digest; `names` and `tagHistory` say where it lives and lived. */
export interface Image {
  schemaVersion: 1;
  digest: Digest;
  mediaType: string;
  names: { reference: string; firstSeen: string; lastSeen: string }[];
  platforms: PlatformImage[];
  annotations: Record<string, string>;
  referrers: Fact<Referrer[]>;
  base: Fact<BaseImage>;
  signature: Fact<SignatureVerdict>;
  scan: Fact<ScanSummary>;
  tagHistory: { reference: string; digest: Digest; from: string; to?: string }[];
  /** By the reference under which it was asked. */
  registryFacts?: Record<string, RegistryFacts>;
}

import type { Digest, ImageConfigSummary, Platform, PlatformImage } from "../model/image.ts";
import { summarizeConfig } from "../oci/config-summary.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { parseImageConfig } from "../oci/image-config.ts";
import { type ImageIndex, isAttestation, MAX_INDEX_DEPTH } from "../oci/image-index.ts";
import type { ImageManifest } from "../oci/image-manifest.ts";
import { isImageConfigType, manifestKind } from "../oci/media-type.ts";
import { isUnknownPlatform } from "../oci/platform.ts";
import { isProblem } from "../oci/problem.ts";
import { type ContentStore, openManifest } from "./content-store.ts";
import { mapInOrder } from "./in-order.ts";
import type { ResolvedImage } from "./registry.ts";
import { NotSupportedFault, problemFault, RegistryFault } from "./registry-fault.ts";

const CONFIG_CAP_BYTES = 4 * 1024 * 1024;

/** Manifests that one image may name, nested indexes counted together. */
const MAX_MANIFESTS = 500;

/** Manifests opened at the same time. */
const PLACES = 4;

/** Index → platforms → configs → labels. Platforms stand in the order of the index; attestations are left out. */
export async function resolveImage(store: ContentStore, digest: Digest): Promise<ResolvedImage> {
  const { stored } = await openManifest(store, digest);
  switch (stored.kind) {
    case "schema-1":
      throw new NotSupportedFault("schema-1");
    case "image-manifest": {
      const { manifest } = stored;
      if (!isImageConfigType(manifest.config.mediaType)) throw new NotSupportedFault("not-an-image");
      const platform = await readPlatformImage(store, digest, manifest);
      return { digest, mediaType: manifest.mediaType, platforms: [platform], annotations: manifest.annotations };
    }
    case "image-index": {
      const { index } = stored;
      const leaves = await listLeaves(store, index, 1, { left: MAX_MANIFESTS });
      const platforms = await mapInOrder(leaves, PLACES, (leaf) => readLeaf(store, leaf));
      const images = platforms.filter((image) => image !== undefined);
      return { digest, mediaType: index.mediaType, platforms: images, annotations: index.annotations };
    }
  }
}

/** Descriptors of the image manifests of an index, nested indexes in place. */
async function listLeaves(
  store: ContentStore,
  index: ImageIndex,
  depth: number,
  budget: { left: number },
): Promise<Descriptor[]> {
  const leaves: Descriptor[] = [];
  for (const descriptor of index.manifests) {
    budget.left -= 1;
    if (budget.left < 0) throw new RegistryFault("too-large", `more than ${MAX_MANIFESTS} manifests in one image`);
    if (isAttestation(descriptor) || isUnknownPlatform(descriptor.platform ?? NO_PLATFORM)) continue;
    const kind = manifestKind(descriptor.mediaType);
    if (kind === "schema-1") throw new NotSupportedFault("schema-1");
    if (kind === "image-manifest") leaves.push(descriptor);
    if (kind !== "image-index") continue;
    if (depth >= MAX_INDEX_DEPTH) throw new RegistryFault("too-large", `indexes nested deeper than ${MAX_INDEX_DEPTH}`);
    const { stored } = await openManifest(store, descriptor.digest, descriptor);
    if (stored.kind !== "image-index") throw new RegistryFault("malformed", "index entry is no index");
    leaves.push(...(await listLeaves(store, stored.index, depth + 1, budget)));
  }
  return leaves;
}

/** Entries without a platform are looked into; only `unknown/unknown` is skipped unseen. */
const NO_PLATFORM: Platform = { os: "", architecture: "" };

/** One entry of an index; undefined for artifacts that are no container images. */
async function readLeaf(store: ContentStore, leaf: Descriptor): Promise<PlatformImage | undefined> {
  const { stored } = await openManifest(store, leaf.digest, leaf);
  if (stored.kind !== "image-manifest") throw new RegistryFault("malformed", "index entry is no image manifest");
  if (!isImageConfigType(stored.manifest.config.mediaType)) return undefined;
  return readPlatformImage(store, leaf.digest, stored.manifest, leaf.platform);
}

async function readPlatformImage(
  store: ContentStore,
  digest: Digest,
  manifest: ImageManifest,
  announced?: Platform,
): Promise<PlatformImage> {
  const { config, platform } = await readConfig(store, manifest.config);
  return {
    digest,
    platform: announced ?? platform ?? { os: "unknown", architecture: "unknown" },
    sizeBytes: sumSizes(manifest.layers),
    layers: manifest.layers.map(({ digest, mediaType, sizeBytes }) => ({ digest, mediaType, sizeBytes })),
    config,
    annotations: manifest.annotations,
  };
}

async function readConfig(
  store: ContentStore,
  descriptor: Descriptor,
): Promise<{ config: ImageConfigSummary; platform: Platform | undefined }> {
  const bytes = await store.smallBlob(descriptor, CONFIG_CAP_BYTES);
  const config = parseImageConfig(bytes);
  if (isProblem(config)) throw problemFault(config);
  return { config: summarizeConfig(config, descriptor), platform: config.platform };
}

function sumSizes(layers: readonly Descriptor[]): number {
  let sumBytes = 0;
  for (const layer of layers) sumBytes += layer.sizeBytes;
  return sumBytes;
}

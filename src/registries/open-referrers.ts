import type { Digest, Referrer } from "../model/image.ts";
import { artifactTypeOf } from "../oci/image-manifest.ts";
import { type ContentStore, openManifest } from "./content-store.ts";
import { mapInOrder } from "./in-order.ts";
import { RegistryFault } from "./registry-fault.ts";

/** Largest referrer manifest, bytes; it lists blobs, it does not hold them. */
const REFERRER_CAP_BYTES = 64 * 1024;

const PLACES = 4;

/**
 * Opens what a listing names and keeps what really refers to `subject`, sorted by digest. Nothing of the listing but
 * the digests is believed: registries and clients are known to write wrong artifact types into it.
 */
export async function openReferrers(
  store: ContentStore,
  subject: Digest,
  listed: readonly Digest[],
  maxReferrers = 100,
): Promise<Referrer[]> {
  const digests = [...new Set(listed)].sort();
  if (digests.length > maxReferrers) throw new RegistryFault("too-large", `more than ${maxReferrers} referrers`);
  const opened = await mapInOrder(digests, PLACES, (digest) => openReferrer(store, subject, digest));
  return opened.filter((referrer) => referrer !== undefined);
}

/** Undefined when it refers to something else, or is gone: fallback lists keep entries of what was deleted. */
async function openReferrer(store: ContentStore, subject: Digest, digest: Digest): Promise<Referrer | undefined> {
  try {
    const { stored, sizeBytes } = await openManifest(store, digest, undefined, REFERRER_CAP_BYTES);
    if (stored.kind === "schema-1") return undefined;
    const manifest = stored.kind === "image-manifest" ? stored.manifest : stored.index;
    if (manifest.subject?.digest !== subject) return undefined;
    const artifactType = stored.kind === "image-manifest" ? artifactTypeOf(stored.manifest) : stored.index.artifactType;
    const { mediaType, annotations } = manifest;
    return { digest, mediaType, artifactType: artifactType ?? mediaType, sizeBytes, annotations };
  } catch (fault) {
    if (fault instanceof RegistryFault && fault.reason === "not-found") return undefined;
    throw fault;
  }
}

import type { Digest } from "../model/image.ts";
import { digestOfBytes, isDigest } from "../oci/digest.ts";
import { isProblem } from "../oci/problem.ts";
import { parseStoredManifest, type StoredManifest } from "../oci/stored-manifest.ts";
import { problemFault, RegistryFault } from "./registry-fault.ts";

/** Largest manifest or index, bytes: what registries accept (4 MiB). */
export const MANIFEST_CAP_BYTES = 4 * 1024 * 1024;

/** Bytes of a manifest with the media type that came with them, if one did. */
export interface ManifestBytes {
  bytes: Uint8Array;
  mediaType?: string;
}

/** What every kind of registry gives of one repository; digests are checked, faults are thrown as `RegistryFault`. */
export interface ContentStore {
  manifest(digest: Digest, capBytes: number): Promise<ManifestBytes>;
  /** A small blob, whole; size and digest checked. */
  smallBlob(descriptor: { digest: Digest; sizeBytes: number }, capBytes: number): Promise<Uint8Array>;
}

/** Gets and reads one manifest; `announced` is the descriptor that led here. */
export async function openManifest(
  store: ContentStore,
  digest: Digest,
  announced?: { mediaType: string; sizeBytes: number },
  capBytes: number = MANIFEST_CAP_BYTES,
): Promise<{ stored: StoredManifest; sizeBytes: number }> {
  const { bytes, mediaType } = await store.manifest(digest, capBytes);
  if (announced !== undefined && announced.sizeBytes !== bytes.byteLength) {
    throw new RegistryFault("digest-mismatch", `${digest} has another size than its descriptor says`);
  }
  const byHeader = parseStoredManifest(bytes, mediaType);
  if (isProblem(byHeader)) throw problemFault(byHeader);
  const stored = announced === undefined ? byHeader : parseStoredManifest(bytes, announced.mediaType);
  if (isProblem(stored)) throw problemFault(stored);
  return { stored, sizeBytes: bytes.byteLength };
}

/** Throws `digest-mismatch` unless the bytes have this digest, and `malformed` when it is none. */
export function checkDigest(bytes: Uint8Array, expected: string): void {
  if (!isDigest(expected)) throw new RegistryFault("malformed", "not a sha256 or sha512 digest");
  if (digestOfBytes(bytes, expected) !== expected) {
    throw new RegistryFault("digest-mismatch", `content of ${expected} has another digest`);
  }
}

import type { Digest } from "../model/image.ts";
import { splitDigest } from "./digest.ts";

/**
 * Tag under which clients list the referrers of `digest` where a registry has no referrers API:
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#referrers-tag-schema (64 hex characters at most).
 */
export function referrersTag(digest: Digest): string {
  const { algorithm, hex } = splitDigest(digest);
  return `${algorithm}-${hex.slice(0, 64)}`;
}

/** True for tags by which tools attach things to an image (fallback lists, cosign's .sig .att .sbom): no versions. */
export function isAttachmentTag(tag: string): boolean {
  return /^sha(?:256|512)-[0-9a-f]{64}(?:\.(?:sig|att|sbom))?$/.test(tag);
}

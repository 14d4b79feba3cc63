import { createHash, type Hash } from "node:crypto";
import type { Digest } from "../model/image.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#registered-algorithms: lower-case hex of exact length. */
const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** True for `sha256:` and `sha512:` digests of exact length in lower case. */
export function isDigest(value: unknown): value is Digest {
  return typeof value === "string" && DIGEST.test(value);
}

/** The digest in `value`, blanks around it ignored; undefined when it is none. */
export function parseDigest(value: unknown): Digest | undefined {
  if (typeof value !== "string" || value.length > 200) return undefined;
  const text = value.trim();
  return isDigest(text) ? text : undefined;
}

/** Digest of `bytes`; pass `like` to use the algorithm of a digest to compare with. Default sha256. */
export function digestOfBytes(bytes: Uint8Array | string, like?: Digest): Digest {
  const { hash, digest } = startDigest(like);
  hash.update(bytes);
  return digest();
}

/** A running digest for streams: feed `hash`, then call `digest()` once. */
export function startDigest(like?: Digest): { hash: Hash; digest(): Digest } {
  const algorithm = like?.startsWith("sha512:") ? "sha512" : "sha256";
  const hash = createHash(algorithm);
  return { hash, digest: () => `${algorithm}:${hash.digest("hex")}` };
}

/** Algorithm and hex part, e.g. for file names: `blobs/sha256/<hex>`. */
export function splitDigest(digest: Digest): { algorithm: "sha256" | "sha512"; hex: string } {
  const algorithm = digest.startsWith("sha512:") ? "sha512" : "sha256";
  return { algorithm, hex: digest.slice(algorithm.length + 1) };
}

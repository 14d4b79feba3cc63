import { type Bundle, bundleFromJSON } from "@sigstore/bundle";
import { BundleFault } from "./fault.ts";

/** Larger bundles are not read: 4 MiB. */
export const BUNDLE_CAP_BYTES = 4 * 1024 * 1024;

/** https://github.com/sigstore/protobuf-specs/blob/v0.5.0/protos/sigstore_bundle.proto: the media types that exist. */
const VERSION_01 = "application/vnd.dev.sigstore.bundle+json;version=0.1";
const MEDIA_TYPES = [
  VERSION_01,
  "application/vnd.dev.sigstore.bundle+json;version=0.2",
  "application/vnd.dev.sigstore.bundle+json;version=0.3",
  "application/vnd.dev.sigstore.bundle.v0.3+json",
];

/** Each costs a public-key operation; as many as sigstore-go reads. */
const ENTRY_CAP = 32;
const CHECKPOINT_CAP_CHARACTERS = 64 * 1024;
const NODE_CAP = 20_000;

/** A bundle from its bytes. Throws a `BundleFault`, or whatever the library throws. */
export function parseBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > BUNDLE_CAP_BYTES) throw new BundleFault("too-large", `the bundle has ${bytes.length} bytes`);
  const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  checkShape(json);
  const bundle = bundleFromJSON(json);
  if (!MEDIA_TYPES.includes(bundle.mediaType)) {
    throw new BundleFault("malformed", `unknown media type ${bundle.mediaType.slice(0, 100)}`);
  }
  checkCounts(bundle);
  dropOldProofs(bundle);
  return bundle;
}

/**
 * The library hands what should be base64 text to `Buffer.from` unseen: an object `{"length": 4000000000}` there
 * would be copied element by element for minutes. No object of a bundle has such a key.
 */
function checkShape(json: unknown): void {
  const stack: unknown[] = [json];
  for (let count = 0; stack.length > 0; count++) {
    if (count > NODE_CAP) throw new BundleFault("malformed", `the bundle has more than ${NODE_CAP} values`);
    const value = stack.pop();
    if (typeof value !== "object" || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, "length")) {
      throw new BundleFault("malformed", "the bundle has an unexpected key `length`");
    }
    for (const item of Object.values(value)) stack.push(item);
  }
}

function checkCounts({ verificationMaterial }: Bundle): void {
  const { tlogEntries, timestampVerificationData } = verificationMaterial;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  if (tlogEntries.length > ENTRY_CAP || timestamps.length > ENTRY_CAP) {
    throw new BundleFault("malformed", `more than ${ENTRY_CAP} log entries or timestamps`);
  }
  for (const { inclusionProof } of tlogEntries) {
    if ((inclusionProof?.checkpoint?.envelope.length ?? 0) > CHECKPOINT_CAP_CHARACTERS) {
      throw new BundleFault("malformed", "a checkpoint is larger than 64 KiB");
    }
  }
}

/** Bundles v0.1 hold proofs without a checkpoint, which prove nothing; the signed promise beside them is verified. */
function dropOldProofs({ mediaType, verificationMaterial }: Bundle): void {
  if (mediaType !== VERSION_01) return;
  for (const entry of verificationMaterial.tlogEntries) {
    if (entry.inclusionPromise !== undefined && entry.inclusionProof?.checkpoint === undefined) {
      entry.inclusionProof = undefined;
    }
  }
}

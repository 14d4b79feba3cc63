import { startDigest } from "../oci/digest.ts";
import type { BlobDescriptor } from "./registry.ts";
import { RegistryFault, type RegistryReason, reasonOf } from "./registry-fault.ts";

/** A blob that could not be had, or is not what its descriptor says; `code` is a reason of facts. */
export class BlobFault extends Error {
  readonly code: RegistryReason;

  constructor(code: RegistryReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BlobFault";
    this.code = code;
  }
}

/**
 * Hands a blob on as it comes. Throws `BlobFault` at the first byte too many, and at the end when size or digest
 * differ: whoever uses bytes before the end uses unchecked bytes.
 */
export async function* checkedBlob(
  descriptor: BlobDescriptor,
  open: () => Promise<AsyncIterable<Uint8Array>>,
): AsyncGenerator<Uint8Array> {
  const { hash, digest } = startDigest(descriptor.digest);
  let seen = 0;
  try {
    for await (const chunk of await open()) {
      seen += chunk.byteLength;
      if (seen > descriptor.sizeBytes) throw mismatch(`${descriptor.digest} is longer than its descriptor says`);
      hash.update(chunk);
      yield chunk;
    }
    if (seen < descriptor.sizeBytes) throw mismatch(`${descriptor.digest} is shorter than its descriptor says`);
    if (digest() !== descriptor.digest) throw mismatch(`${descriptor.digest} has another digest`);
  } catch (fault) {
    const code = reasonOf(fault);
    if (code === undefined || !(fault instanceof Error)) throw fault;
    throw new BlobFault(code, fault.message, { cause: fault });
  }
}

function mismatch(message: string): RegistryFault {
  return new RegistryFault("digest-mismatch", message);
}

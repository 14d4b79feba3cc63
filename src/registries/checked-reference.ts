import type { Digest, Reference } from "../model/image.ts";
import { isDigest } from "../oci/digest.ts";
import { isTag, parseReference } from "../oci/reference.ts";
import { RegistryFault } from "./registry-fault.ts";

/** Repository of a reference, safe to stand in a path: references may come from a catalog file, not only from a parser. */
export function repositoryOf(reference: Reference): string {
  const parsed = parseReference(`registry.invalid/${reference.repository}`);
  if ("problem" in parsed || parsed.repository !== reference.repository || parsed.tag || parsed.digest) {
    throw new RegistryFault("malformed", "the reference's repository is not one");
  }
  return parsed.repository;
}

/** What a reference points at: its digest when it has one, else its tag, else `latest`. */
export function targetOf(reference: Reference): { digest: Digest } | { tag: string } {
  if (reference.digest !== undefined) return { digest: checkedDigest(reference.digest) };
  const tag = reference.tag ?? "latest";
  if (!isTag(tag)) throw new RegistryFault("malformed", "the reference's tag is not one");
  return { tag };
}

/** The digest, when it is one. */
export function checkedDigest(digest: string): Digest {
  if (!isDigest(digest)) throw new RegistryFault("malformed", "not a sha256 or sha512 digest");
  return digest;
}

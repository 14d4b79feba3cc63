import type { Entry } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image } from "../model/image.ts";
import type { PluginImage } from "../model/plugin.ts";
import type { ScanSummary } from "../model/scan.ts";
import type { SignatureVerdict, SignerIdentity } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { knownOrLast } from "./fact-value.ts";

/** Images of the catalog by digest. */
export type ImagesByDigest = ReadonlyMap<string, Image>;

/** An image as an entry names it, with the judgments that hold for this entry. */
export interface NamedImage {
  raw: string;
  digest: Fact<Digest>;
  /** What is known of the digest, or of the last known one. */
  image: Image | undefined;
  /** Judged for the entry's own repository. */
  signature: Fact<SignatureVerdict>;
  scan: Fact<ScanSummary>;
  /** Whether it is what runs; base images and alternatives say nothing of the entry. */
  isRun: boolean;
}

/** The images of an entry, in the order the manifest names them. */
export function namedImagesOf(entry: Entry, images: ImagesByDigest): NamedImage[] {
  const claimed = knownOrLast(entry.plugin)?.images ?? [];
  return entry.images.map((named): NamedImage => {
    const digest = knownOrLast(named.digest);
    const image = digest === undefined ? undefined : images.get(digest);
    const unknown = {
      outcome: "not-available",
      reason: named.digest.outcome === "not-available" ? named.digest.reason : "nothing is known of the image",
      asOf: named.digest.outcome === "not-available" ? named.digest.asOf : entry.lastSeen,
    } as const;
    return {
      raw: named.raw,
      digest: named.digest,
      image,
      signature: ownVerdict(named.signature, digest) ?? recordVerdict(image, entry.repository) ?? unknown,
      scan: image?.scan ?? unknown,
      isRun: isRun(claimed.filter(({ raw }) => raw === named.raw)),
    };
  });
}

function isRun(claimed: readonly PluginImage[]): boolean {
  return claimed.length === 0 || claimed.some(({ role }) => role === "run");
}

/** Whether the certificate names this repository as the source: by its number where both are known, else by its name. */
export function isSignedFrom(signer: SignerIdentity | undefined, repository: SourceRepository): boolean {
  if (signer?.sourceRepositoryId !== undefined && repository.id !== undefined) {
    return signer.sourceRepositoryId === repository.id;
  }
  const { host, owner, name } = repository;
  return signer?.sourceRepository?.toLowerCase() === `https://${host}/${owner}/${name}`.toLowerCase();
}

/** A verdict is bound to a digest: that of another one (the tag has moved since) says nothing. */
function ownVerdict(
  fact: Fact<SignatureVerdict> | undefined,
  digest: Digest | undefined,
): Fact<SignatureVerdict> | undefined {
  const verdict = fact === undefined ? undefined : knownOrLast(fact);
  return verdict === undefined || verdict.subject === digest ? fact : undefined;
}

/**
 * The image's own record, for entries that have no verdict of their own. It keeps the best one of all repositories
 * that name the image, so `verified` counts only for the repository that signed it.
 */
function recordVerdict(image: Image | undefined, repository: SourceRepository): Fact<SignatureVerdict> | undefined {
  if (image === undefined) return undefined;
  const { signature } = image;
  const verdict = knownOrLast(signature);
  if (verdict?.state !== "verified" || isSignedFrom(verdict.signer, repository)) return signature;
  const asOf = verdict.verifiedAt;
  return { outcome: "not-available", reason: "the image was judged for another repository only", asOf };
}

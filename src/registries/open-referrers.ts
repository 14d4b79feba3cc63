import { compareText } from "../document/canonical-json.ts";
import type { Digest, Referrer } from "../model/image.ts";
import { artifactTypeOf } from "../oci/image-manifest.ts";
import { type ContentStore, openManifest } from "./content-store.ts";
import { mapInOrder } from "./in-order.ts";
import { RegistryFault, type RegistryReason, reasonOf } from "./registry-fault.ts";

/** One entry of a listing. All but the digest is a hint: registries and clients are known to write wrong types. */
export interface ListedReferrer {
  digest: Digest;
  mediaType: string;
  /** Empty where the listing says none. */
  artifactType: string;
  sizeBytes: number;
  /** The registry itself says that it is there: then its absence is a fault. Clients' lists keep what was deleted. */
  isListedByApi: boolean;
}

/** Largest referrer manifest, bytes; it lists blobs, it does not hold them. */
const REFERRER_CAP_BYTES = 64 * 1024;

const PLACES = 4;

/** Faults of the registry, not of one referrer, after which the rest is not asked for any more. */
const MAX_OUTAGES = 4;

/** Reasons that lie in the referrer itself: asking again would not help. */
const OWN_REASONS: ReadonlySet<RegistryReason> = new Set(["not-found", "digest-mismatch", "malformed", "too-large"]);

const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle";
const UNTYPED: ReadonlySet<string> = new Set(["", "application/vnd.oci.empty.v1+json"]);

/**
 * Opens what a listing names and keeps what really refers to `subject`, sorted by digest. What cannot be read stays,
 * with its `fault`: one bad referrer, or a flood of them, hides no good one and is never taken for none. Beyond
 * `maxReferrers` one entry with the fault `not-opened` stands for the rest. Throws when the registry failed for all.
 */
export async function openReferrers(
  store: ContentStore,
  subject: Digest,
  listed: readonly ListedReferrer[],
  maxReferrers = 100,
): Promise<Referrer[]> {
  const ranked = eachOnce(listed).sort(compareRank);
  const outages: RegistryReason[] = [];
  const opened = await mapInOrder(ranked.slice(0, maxReferrers), PLACES, async (entry) => {
    const [outage] = outages;
    const answer = outage !== undefined && outages.length >= MAX_OUTAGES ? outage : await ask(store, subject, entry);
    if (typeof answer !== "string") return answer;
    if (!OWN_REASONS.has(answer)) outages.push(answer);
    return answer === "not-found" && !entry.isListedByApi ? undefined : makeFaulty(entry, answer);
  });
  const [outage] = outages;
  if (outage !== undefined && outages.length === opened.length) {
    throw new RegistryFault(outage, "no listed referrer could be fetched");
  }
  const referrers = opened.filter((referrer) => referrer !== undefined);
  const rest = ranked[maxReferrers];
  if (rest !== undefined) referrers.push(makeFaulty(rest, "not-opened"));
  return referrers.sort((left, right) => compareText(left.digest, right.digest));
}

/** Why it cannot be read; undefined when it refers to something else. */
async function ask(
  store: ContentStore,
  subject: Digest,
  { digest }: ListedReferrer,
): Promise<Referrer | RegistryReason | undefined> {
  try {
    const { stored, sizeBytes } = await openManifest(store, digest, undefined, REFERRER_CAP_BYTES);
    if (stored.kind === "schema-1") return undefined;
    const manifest = stored.kind === "image-manifest" ? stored.manifest : stored.index;
    if (manifest.subject?.digest !== subject) return undefined;
    const artifactType = stored.kind === "image-manifest" ? artifactTypeOf(stored.manifest) : stored.index.artifactType;
    const { mediaType, annotations } = manifest;
    return { digest, mediaType, artifactType: artifactType ?? mediaType, sizeBytes, annotations };
  } catch (fault) {
    const reason = reasonOf(fault);
    if (reason === undefined) throw fault;
    return reason;
  }
}

function makeFaulty(entry: ListedReferrer, fault: RegistryReason | "not-opened"): Referrer {
  const { digest, mediaType, artifactType, sizeBytes } = entry;
  return { digest, mediaType, artifactType, sizeBytes, annotations: {}, fault };
}

/** Each digest once; what the registry says comes before what a client wrote. */
function eachOnce(listed: readonly ListedReferrer[]): ListedReferrer[] {
  const byDigest = new Map<Digest, ListedReferrer>();
  for (const entry of listed) {
    if (entry.isListedByApi || !byDigest.has(entry.digest)) byDigest.set(entry.digest, entry);
  }
  return [...byDigest.values()];
}

/** What may hold a signature is opened first, so that a flood of other referrers cannot hide it. */
function rank({ artifactType }: ListedReferrer): number {
  if (artifactType.startsWith(BUNDLE_TYPE)) return 0;
  return UNTYPED.has(artifactType) ? 1 : 2;
}

function compareRank(left: ListedReferrer, right: ListedReferrer): number {
  return rank(left) - rank(right) || compareText(left.digest, right.digest);
}

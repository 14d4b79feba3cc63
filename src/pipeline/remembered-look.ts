import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { Fact, KnownFact } from "../model/fact.ts";
import type { Digest, Reference, Referrer } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { formatReference } from "../oci/reference.ts";
import { sha256OfJson } from "../signatures/sha256-of-json.ts";
import { knownImages, verdictKey } from "./known-images.ts";
import type { Run } from "./run.ts";

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** A day for everything that is not plainly good, less an hour: runs of a daily schedule do not start on the second. */
const DAILY_MS = DAY_MS - HOUR_MS;

/** Whose plugins name which image under which name. */
interface Looked {
  reference: Reference;
  digest: Digest;
  repository: SourceRepository;
}

/** What the last look at the signatures of an image found. */
interface Look {
  verdict: KnownFact<SignatureVerdict>;
  referrers: KnownFact<Referrer[]>;
}

/** Notes when signatures were looked for, and a fingerprint of what came of it; the catalog remembers the rest. */
export function noteLook(run: Run, looked: Looked, verdict: Fact<SignatureVerdict>, referrers: Fact<Referrer[]>): void {
  if (verdict.outcome !== "known" || referrers.outcome !== "known") return;
  // What could not be read this time may be readable the next time.
  if (referrers.value.some(({ fault }) => fault !== undefined)) return;
  const note = `${run.asOf} ${fingerprint(verdict.value, referrers.value)}`;
  run.cache.set("signature-look", keyOf(run, looked), note);
}

/**
 * The last look, while it need not be repeated: same digest under the same name, same policy and roots, and recent
 * enough. Undefined: look again. A run that was called for one repository, by a push, looks always.
 */
export function recallLook(run: Run, looked: Looked): Look | undefined {
  if (run.only !== undefined) return undefined;
  const { reference, digest, repository } = looked;
  const { current, verdicts } = knownImages(run.previous);
  const image = current.get(formatReference(reference));
  const verdict = verdicts.get(verdictKey(repository, digest));
  if (image?.digest !== digest || image.referrers.outcome !== "known" || verdict?.outcome !== "known") return undefined;
  const { referrers } = image;
  const [lookedAt = "", found] = (run.cache.get("signature-look", keyOf(run, looked)) ?? "").split(" ");
  // The same image under another name may have other signatures, and the catalog remembers one verdict.
  if (found !== fingerprint(verdict.value, referrers.value)) return undefined;
  const { reverifyDays, recordMaxAgeDays } = run.policy.settings;
  const longestMs = Math.min(reverifyDays, recordMaxAgeDays) * DAY_MS;
  const isRecent = isWithin(lookedAt, run.asOf, isPlainlyGood(verdict.value) ? longestMs : DAILY_MS);
  return isRecent && isWithin(verdict.value.verifiedAt, run.asOf, longestMs) ? { verdict, referrers } : undefined;
}

function isPlainlyGood({ state, notes, partial }: SignatureVerdict): boolean {
  return state === "verified" && notes.length === 0 && partial === undefined;
}

function isWithin(from: string, to: string, limitMs: number): boolean {
  const ageMs = Date.parse(to) - Date.parse(from);
  return ageMs >= 0 && ageMs < limitMs;
}

/** Policy and roots are part of the key: a change of either is a reason to look again. */
function keyOf(run: Run, { reference, digest, repository }: Looked): string {
  const { sha256, rootSha256 } = run.policy;
  return JSON.stringify([formatReference(reference), digest, repositoryIdentity(repository), sha256, rootSha256]);
}

function fingerprint({ verifiedAt: _, ...verdict }: SignatureVerdict, referrers: readonly Referrer[]): string {
  return sha256OfJson([verdict, referrers]);
}

import type { Digest, Image } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";

const DAY_MS = 24 * 3600 * 1000;

/**
 * What the history of a tag says about a verdict. A digest that was verified and that the tag has left is `moved`; the
 * digest the tag points at now keeps its own state, with a note when the one before it was verified and it is not.
 */
export function applyTagHistory(
  verdict: SignatureVerdict,
  reference: string,
  history: Image["tagHistory"],
  verdictOf: (digest: Digest) => SignatureVerdict | undefined,
): SignatureVerdict {
  const periods = history.filter((period) => period.reference === reference);
  const current = periods.find(({ to }) => to === undefined);
  if (current === undefined) return verdict;
  if (current.digest !== verdict.subject) return leave(verdict, reference, current, verdictOf(current.digest));
  if (verdict.state === "verified") return verdict;
  const verifiedBefore = periods
    .filter(({ digest, to }) => to !== undefined && digest !== verdict.subject && wasVerified(verdictOf(digest)))
    .sort((left, right) => (left.from < right.from ? 1 : -1))[0];
  if (verifiedBefore === undefined) return verdict;
  const note = `${reference} pointed at ${verifiedBefore.digest}, which was verified, until ${verifiedBefore.to}`;
  return { ...verdict, notes: [...verdict.notes, note] };
}

function leave(
  verdict: SignatureVerdict,
  reference: string,
  current: Image["tagHistory"][number],
  now: SignatureVerdict | undefined,
): SignatureVerdict {
  if (!isVerified(verdict)) return verdict;
  const detail = `${reference} was ${verdict.subject} on ${verdict.verifiedAt}, now ${current.digest} (${now?.state ?? "unknown"})`;
  return { ...verdict, state: "moved", reason: "tag-moved", detail };
}

/** A record that could not be confirmed for longer than the policy allows is `expired`; Fulcio's ten minutes never are a reason. */
export function applyRecordAge(verdict: SignatureVerdict, now: string, recordMaxAgeDays: number): SignatureVerdict {
  const ageMs = Date.parse(now) - Date.parse(verdict.verifiedAt);
  if (!isVerified(verdict) || ageMs <= recordMaxAgeDays * DAY_MS) return verdict;
  const detail = `last confirmed on ${verdict.verifiedAt}, more than ${recordMaxAgeDays} days ago`;
  return { ...verdict, state: "expired", reason: "record-too-old", detail };
}

/** Names the platforms that carry a good signature of their own while the whole does not; a verified index covers all. */
export function applyPlatforms(
  verdict: SignatureVerdict,
  platforms: readonly { platform: string; verdict: SignatureVerdict | undefined }[],
): SignatureVerdict {
  if (isVerified(verdict)) return verdict;
  const partial = platforms.filter((one) => isVerified(one.verdict)).map(({ platform }) => platform);
  return partial.length === 0 ? verdict : { ...verdict, partial: partial.sort() };
}

function isVerified(verdict: SignatureVerdict | undefined): boolean {
  return verdict?.state === "verified";
}

/** An earlier record may have been marked since: it was verified all the same. */
function wasVerified(verdict: SignatureVerdict | undefined): boolean {
  return isVerified(verdict) || verdict?.state === "moved" || verdict?.state === "expired";
}

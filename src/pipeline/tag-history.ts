import type { RunObservation } from "../catalog/observation.ts";
import type { Digest } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import { applyTagHistory } from "../signatures/verdict-history.ts";
import type { VerifyInput } from "../signatures/verify-image.ts";
import { knownImages } from "./known-images.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";

/** What the catalog remembers of a tag, with what it points at now. */
export function historyOf(run: Run, reference: string, digest: Digest): NonNullable<VerifyInput["history"]> {
  const periods = knownImages(run.previous).periods.get(reference) ?? [];
  const open = periods.find((period) => period.to === undefined);
  const isMove = open !== undefined && open.digest !== digest;
  const tagHistory = periods.map((period) => (isMove && period === open ? { ...period, to: run.asOf } : period));
  if (open === undefined || isMove) tagHistory.push({ reference, digest, from: run.asOf });
  return { reference, tagHistory, verdictOf: (one) => verdictOf(run, one) };
}

/** Images that a tag has left since the last run and that nothing names now: verified ones become `moved`. */
export function findMovedImages(run: Run, subjects: readonly Subject[]): RunObservation["moved"] {
  const now = new Map<string, Digest>();
  for (const { image } of subjects.flatMap(({ evidence }) => evidence.images)) {
    if (image.outcome !== "known") continue;
    for (const { reference } of image.value.names) now.set(reference, image.value.digest);
  }
  const seen = new Set(now.values());
  return run.previous.images.flatMap((image): RunObservation["moved"] => {
    const verdict = verdictOf(run, image.digest);
    const left = image.tagHistory.find(
      ({ reference, to }) => to === undefined && (now.get(reference) ?? image.digest) !== image.digest,
    );
    if (left === undefined || verdict === undefined || seen.has(image.digest)) return [];
    const target = now.get(left.reference) ?? image.digest;
    const { tagHistory, verdictOf: verdictAt } = historyOf(run, left.reference, target);
    const value = applyTagHistory(verdict, left.reference, tagHistory, verdictAt);
    return [{ digest: image.digest, signature: { outcome: "known", value, asOf: run.asOf } }];
  });
}

function verdictOf(run: Run, digest: Digest): SignatureVerdict | undefined {
  const fact = knownImages(run.previous).byDigest.get(digest)?.signature;
  return fact?.outcome === "known" ? fact.value : undefined;
}

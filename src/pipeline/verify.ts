import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { ImageEvidence } from "../model/evidence.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { formatReference } from "../oci/reference.ts";
import { applyRecordAge } from "../signatures/verdict-history.ts";
import { verifyImage } from "../signatures/verify-image.ts";
import { knownImages, verdictKey } from "./known-images.ts";
import { mapLimited } from "./map-limited.ts";
import { noteLook, recallLook } from "./remembered-look.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";
import { historyOf } from "./tag-history.ts";

/**
 * Stage 6: the signatures of every resolved image, judged for each repository whose plugins name it, because the
 * default policy asks for a signer of that same repository. What was judged lately, and has not changed, stands.
 */
export async function verify(run: Run, subjects: readonly Subject[]): Promise<Subject[]> {
  const judged = new Map<string, Promise<Fact<SignatureVerdict>>>();
  let done = 0;
  return mapLimited(subjects, 4, async (subject) => {
    const { evidence } = subject;
    const images = await mapLimited(evidence.images, 1, async (one): Promise<ImageEvidence> => {
      if (one.image.outcome !== "known" || one.reference === undefined) return one;
      const image = one.image.value;
      const key = JSON.stringify([
        image.digest,
        formatReference(one.reference),
        repositoryIdentity(evidence.repository),
      ]);
      const verdict = judged.get(key) ?? judge(run, one.reference, image, evidence.repository);
      judged.set(key, verdict);
      return { ...one, image: { ...one.image, value: { ...image, signature: await verdict } } };
    });
    done += 1;
    run.progress("verify", done, subjects.length, evidence.file.path);
    return { ...subject, evidence: { ...evidence, images } };
  });
}

async function judge(
  run: Run,
  reference: NonNullable<ImageEvidence["reference"]>,
  image: Image,
  repository: SourceRepository,
): Promise<Fact<SignatureVerdict>> {
  const looked = { reference, digest: image.digest, repository };
  const before = recallLook(run, looked);
  // Other referrers than the remembered ones: resolve has asked for them, so they are judged.
  if (before !== undefined && before.referrers === image.referrers) return before.verdict;
  const verdict = await verifyImage({
    target: { reference, digest: image.digest, registry: run.registryOf(reference.host), referrers: image.referrers },
    repository,
    policy: run.policy,
    now: run.asOf,
    history: historyOf(run, formatReference(reference), image.digest),
  });
  noteLook(run, looked, verdict, image.referrers);
  return verdict.outcome === "not-available" ? expire(run, image.digest, repository, verdict) : verdict;
}

/** A verdict that could not be confirmed for longer than the policy allows no longer stands as the last known good. */
function expire(
  run: Run,
  digest: Digest,
  repository: SourceRepository,
  verdict: Fact<SignatureVerdict>,
): Fact<SignatureVerdict> {
  const before = knownImages(run.previous).verdicts.get(verdictKey(repository, digest));
  if (before?.outcome !== "known") return verdict;
  const aged = applyRecordAge(before.value, run.asOf, run.policy.settings.recordMaxAgeDays);
  return aged.state === "expired" ? { outcome: "known", value: aged, asOf: run.asOf } : verdict;
}

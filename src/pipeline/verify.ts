import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { Fact } from "../model/fact.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import { verifyImage } from "../signatures/verify-image.ts";
import { mapLimited } from "./map-limited.ts";
import type { Run } from "./run.ts";
import type { Subject } from "./subject.ts";

/**
 * Stage 6: the signatures of every resolved image, judged for each repository whose plugins name it, because the
 * default policy asks for a signer of that same repository.
 */
export async function verify(run: Run, subjects: readonly Subject[]): Promise<Subject[]> {
  const judged = new Map<string, Promise<Fact<SignatureVerdict>>>();
  let done = 0;
  return mapLimited(subjects, 4, async (subject) => {
    const { evidence } = subject;
    const images = await mapLimited(evidence.images, 1, async (one) => {
      if (one.image.outcome !== "known" || one.reference === undefined) return one;
      const image = one.image.value;
      const { reference } = one;
      const key = `${image.digest} ${repositoryIdentity(evidence.repository)}`;
      const verdict = await remember(judged, key, () =>
        verifyImage({
          target: {
            reference,
            digest: image.digest,
            registry: run.registryOf(reference.host),
            referrers: image.referrers,
          },
          repository: evidence.repository,
          policy: run.policy,
          now: run.asOf,
        }),
      );
      return { ...one, image: { ...one.image, value: { ...image, signature: verdict } } };
    });
    done += 1;
    run.progress("verify", done, subjects.length, evidence.file.path);
    return { ...subject, evidence: { ...evidence, images } };
  });
}

function remember<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

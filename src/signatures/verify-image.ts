import type { TrustPolicy } from "../config/trust-policy.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { signatureForms } from "./index.ts";
import { type FoundSignatures, type Judgement, judgeSignatures } from "./judge-signatures.ts";
import type { SignatureTarget } from "./signature-form.ts";
import { applyTagHistory } from "./verdict-history.ts";

/** One image, the repository whose plugins name it, and the policy; `now` (ISO 8601) only dates the verdict. */
export interface VerifyInput {
  target: SignatureTarget;
  repository: SourceRepository;
  policy: TrustPolicy;
  now: string;
  /** What the catalog remembers of the name the image was asked by; lets the verdict say that a tag has moved. */
  history?: {
    reference: string;
    tagHistory: Image["tagHistory"];
    verdictOf(digest: Digest): SignatureVerdict | undefined;
  };
}

/**
 * Who signed an image, and may they. Offline but for fetching the signatures. Where the state would be `unknown`
 * (nothing good, bad or odd was found and a look-up failed) the fact is `not-available` with the reason, so that the
 * last known good stays with its age; every other verdict is `known`.
 */
export async function verifyImage(input: VerifyInput): Promise<Fact<SignatureVerdict>> {
  const { verdict } = await explainImage(input);
  if (verdict.state === "unknown") return { outcome: "not-available", reason: verdict.reason, asOf: input.now };
  return { outcome: "known", value: verdict, asOf: input.now };
}

/** The same with its reasons: the scope that held and what each authority said; here `unknown` is a state. */
export async function explainImage({ target, repository, policy, now, history }: VerifyInput): Promise<Judgement> {
  const found = await findSignatures(target, policy);
  const { reference, digest } = target;
  const judgement = judgeSignatures({ subject: digest, reference, found, repository, policy, now });
  if (history === undefined) return judgement;
  const { tagHistory, verdictOf } = history;
  return { ...judgement, verdict: applyTagHistory(judgement.verdict, history.reference, tagHistory, verdictOf) };
}

/** Asks every form and verifies what it finds: once per digest, to be judged for as many repositories as name it. */
export async function findSignatures(target: SignatureTarget, policy: TrustPolicy): Promise<FoundSignatures> {
  const found: FoundSignatures = { facts: [], failed: [], unasked: [] };
  for (const form of signatureForms) {
    const materials = await form.find(target);
    switch (materials.outcome) {
      case "known":
        for (const material of materials.value) found.facts.push(form.verify(material, target.digest, policy.roots));
        break;
      case "not-available":
        found.failed.push({ form: form.id, reason: materials.reason });
        break;
      case "not-supported":
        found.unasked.push({ form: form.id, reason: materials.reason });
        break;
      case "not-applicable":
        break;
    }
  }
  return found;
}

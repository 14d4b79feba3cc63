import type { TrustPolicy } from "../config/trust-policy.ts";
import type { TrustPolicySettings } from "../config/trust-settings.ts";
import type { Digest, Reference } from "../model/image.ts";
import type { SignatureFact, SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { type ChosenScope, chooseScope } from "./choose-scope.ts";
import { concludeVerdict } from "./conclude-verdict.ts";
import { compileGlob, matchesGlob } from "./glob.ts";
import { type AuthorityAnswer, matchAuthority } from "./match-authority.ts";

/** What was found about one digest, before anybody asked whether the signers are accepted. */
export interface FoundSignatures {
  facts: SignatureFact[];
  /** Forms that could not be asked, with the reason. */
  failed: { form: string; reason: string }[];
  /** Forms that Waybill does not look for yet. */
  unasked: { form: string; reason: string }[];
}

/** One signature after the policy: its final fact, and what each authority said to it. */
export interface JudgedSignature {
  fact: SignatureFact;
  kind?: "signature" | "provenance";
  answers: AuthorityAnswer[];
}

/** Everything the judgement is made of. */
export interface JudgeInput {
  subject: Digest;
  reference: Reference;
  found: FoundSignatures;
  repository: SourceRepository;
  policy: TrustPolicy;
  now: string;
}

/** A verdict and why: the scope that held, and what each authority said to each signature. */
export interface Judgement {
  verdict: SignatureVerdict;
  scope: ChosenScope;
  signatures: JudgedSignature[];
}

/** Judges what was found by the policy, for the plugins of one repository. Pure: same input, same verdict. */
export function judgeSignatures(input: JudgeInput): Judgement {
  const { policy, reference, found } = input;
  const scope = chooseScope(policy.settings, reference);
  const signatures = found.facts
    .toSorted((left, right) => compare(left.material, right.material) || compare(left.form, right.form))
    .map((fact) => judgeFact(fact, scope, input));
  return { verdict: concludeVerdict(input, scope, signatures), scope, signatures };
}

function judgeFact(fact: SignatureFact, scope: ChosenScope, { policy, repository }: JudgeInput): JudgedSignature {
  const { settings } = policy;
  const authorities = settings.authorities.filter(({ name }) =>
    scope.requirements.some(({ authority }) => authority === name),
  );
  if (fact.reason === "unknown-key" && authorities.some(({ key }) => key !== undefined)) {
    const detail = "signed by a key: the policy lists one, but keys are not judged yet";
    return { fact: { ...fact, state: "unverifiable", reason: "not-supported", detail }, answers: [] };
  }
  if (fact.reason !== "not-judged") return { fact, answers: [] };
  const kind = kindOf(fact.predicateType, settings);
  const { signer } = fact;
  if (kind === undefined || signer === undefined) {
    const detail = `says something else than a release: ${fact.predicateType?.slice(0, 200) || "no predicate type"}`;
    return { fact: { ...fact, state: "unsigned", reason: "only-irrelevant", detail }, answers: [] };
  }
  if (isRevoked(fact, settings)) {
    const detail = "the signature or its signer is revoked by the policy";
    return { fact: { ...fact, state: "untrusted", reason: "revoked", detail }, kind, answers: [] };
  }
  const answers = authorities.map((authority) => matchAuthority(authority, signer, repository));
  const best = answers.find(({ isAccepted }) => isAccepted) ?? nearest(answers);
  const { isAccepted = false, reason = "san-mismatch", detail } = best ?? {};
  const judged: SignatureFact = { ...fact, state: isAccepted ? "verified" : "untrusted", reason };
  return { fact: detail === undefined ? judged : { ...judged, detail }, kind, answers };
}

function kindOf(
  predicateType: string | undefined,
  { predicates }: TrustPolicySettings,
): "signature" | "provenance" | undefined {
  if (predicateType === undefined) return undefined;
  if (predicates.signature.includes(predicateType)) return "signature";
  return predicates.provenance.includes(predicateType) ? "provenance" : undefined;
}

function isRevoked({ material, signer }: SignatureFact, { revoked }: TrustPolicySettings): boolean {
  if (revoked.signatures.includes(material)) return true;
  return revoked.workflows.some((pattern) => {
    const glob = compileGlob(pattern);
    const san = signer?.subjectAltName ?? "";
    // Denying compares without regard to case altogether: one too many is better than one too few.
    return glob !== undefined && matchesGlob(glob, san, san.length);
  });
}

/** The answer that agreed longest; the first of equals. */
function nearest(answers: readonly AuthorityAnswer[]): AuthorityAnswer | undefined {
  let best: AuthorityAnswer | undefined;
  for (const answer of answers) if (best === undefined || answer.agreed > best.agreed) best = answer;
  return best;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

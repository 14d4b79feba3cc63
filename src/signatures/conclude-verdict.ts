import type { SignatureFact, SignatureState, SignatureVerdict } from "../model/signature.ts";
import type { ChosenScope } from "./choose-scope.ts";
import type { JudgedSignature, JudgeInput } from "./judge-signatures.ts";

type Conclusion = Pick<SignatureVerdict, "state" | "reason" | "detail" | "level" | "signer">;

/** The verdict over all signatures of a digest: verified > untrusted > invalid > unverifiable > unknown > unsigned. */
export function concludeVerdict(
  input: JudgeInput,
  scope: ChosenScope,
  signatures: readonly JudgedSignature[],
): SignatureVerdict {
  const { subject, policy, now, found } = input;
  const conclusion = conclude(input, scope, signatures);
  return {
    subject,
    ...conclusion,
    signatures: signatures.map(({ fact }) => fact),
    notes: [...new Set(notesOf(conclusion.state, signatures, found.unasked))],
    policySha256: policy.sha256,
    rootSha256: policy.rootSha256,
    verifiedAt: now,
  };
}

function conclude(
  { subject, policy, found }: JudgeInput,
  scope: ChosenScope,
  signatures: readonly JudgedSignature[],
): Conclusion {
  if (policy.settings.revoked.digests.includes(subject)) {
    return { state: "untrusted", reason: "revoked", detail: "this image is revoked by the policy" };
  }
  const revoked = signatures.find(({ fact }) => fact.reason === "revoked");
  if (revoked !== undefined) return fromFact(revoked.fact);
  const accepted = acceptedBy(scope, signatures);
  if (accepted !== undefined) return accepted;
  const untrusted = nearestMiss(scope, signatures);
  if (untrusted !== undefined) return untrusted;
  for (const state of ["invalid", "unverifiable"]) {
    const fact = signatures.find((signature) => signature.fact.state === state)?.fact;
    if (fact !== undefined) return fromFact(fact);
  }
  const unfetched = signatures.find(({ fact }) => fact.state === "unknown");
  if (unfetched !== undefined) return fromFact(unfetched.fact);
  const [failed] = found.failed;
  if (failed !== undefined) {
    return { state: "unknown", reason: failed.reason, detail: `could not ask for ${failed.form}: ${failed.reason}` };
  }
  return { state: "unsigned", reason: signatures.length > 0 ? "only-irrelevant" : "none" };
}

/** Undefined unless one (or, for `allOf`, every) requirement is met by some signature. */
function acceptedBy(scope: ChosenScope, signatures: readonly JudgedSignature[]): Conclusion | undefined {
  const met = scope.requirements.map((requirement) => signatures.filter((one) => meets(one, requirement)));
  const isAccepted =
    scope.combine === "allOf" ? met.every((group) => group.length > 0) : met.some((group) => group.length > 0);
  if (!isAccepted) return undefined;
  const accepted = [...new Set(met.flat())];
  const first = accepted.find(({ fact }) => fact.reason === "same-repo") ?? accepted[0];
  if (first === undefined) return undefined;
  const kinds = new Set(accepted.map(({ kind }) => kind));
  const level = kinds.size > 1 ? "both" : first.kind;
  return { ...fromFact(first.fact), ...(level && { level }) };
}

function meets({ kind, answers }: JudgedSignature, requirement: ChosenScope["requirements"][number]): boolean {
  if (requirement.kind !== undefined && requirement.kind !== kind) return false;
  return answers.some(({ authority, isAccepted }) => isAccepted && authority === requirement.authority);
}

/** Who did sign, and what came nearest to being accepted. */
function nearestMiss(scope: ChosenScope, signatures: readonly JudgedSignature[]): Conclusion | undefined {
  const partly = signatures.find(({ fact }) => fact.state === "verified");
  if (partly !== undefined) return { ...fromFact(partly.fact), ...describeMissing(scope, signatures) };
  let best: JudgedSignature | undefined;
  for (const one of signatures) {
    if (one.fact.state !== "untrusted") continue;
    if (best === undefined || agreement(one) > agreement(best)) best = one;
  }
  return best === undefined ? undefined : fromFact(best.fact);
}

/** One signer is accepted, but the scope asks for more: what is missing. */
function describeMissing(scope: ChosenScope, signatures: readonly JudgedSignature[]): Conclusion {
  const missing = scope.requirements.find((requirement) => !signatures.some((one) => meets(one, requirement)));
  const miss = signatures.flatMap(({ answers }) => answers).find((answer) => answer.authority === missing?.authority);
  const kind = missing?.kind === undefined ? "signature" : missing.kind;
  const reason = miss === undefined || miss.isAccepted ? "san-mismatch" : miss.reason;
  return { state: "untrusted", reason, detail: `also needs a ${kind} that ${missing?.authority} accepts` };
}

function agreement({ answers }: JudgedSignature): number {
  return Math.max(-1, ...answers.map(({ agreed }) => agreed));
}

function fromFact({ state, reason, detail, signer }: SignatureFact): Conclusion {
  return { state, reason, ...(detail !== undefined && { detail }), ...(signer !== undefined && { signer }) };
}

function notesOf(
  state: SignatureState,
  signatures: readonly JudgedSignature[],
  unasked: JudgeInput["found"]["unasked"],
): string[] {
  const notes: string[] = [];
  for (const { fact, answers } of signatures) {
    for (const answer of answers) if (answer.isAccepted || fact.state !== "verified") notes.push(...answer.notes);
    if (state === "verified" && fact.state !== "verified" && fact.reason !== "only-irrelevant") {
      notes.push(`another signature (${fact.material}) is ${fact.state}: ${fact.reason}`);
    }
  }
  if (state === "unsigned") for (const { form, reason } of unasked) notes.push(`${form} was not looked for: ${reason}`);
  return notes;
}

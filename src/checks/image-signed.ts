import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Level } from "../model/finding.ts";
import type { SignatureState, SignatureVerdict } from "../model/signature.ts";
import { answer, answerByImage, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Did somebody we accept sign the image? */
export const imageSigned: CheckRow = {
  id: "image-signed",
  title: "The image is signed by an accepted signer",
  why: "A signature is the only proof that the image comes from whom the manifest says.",
  remedy:
    "Sign the image by its digest in the release workflow of the plugin's own repository (cosign or attest-build-provenance).",
  severity: "medium",
  needs: ["plugin", "image", "signature"],
  aliases: ["IMG-032", "CIS 4.5"],
  evaluate,
};

/** How loud each state is; `unverifiable` and `unknown` are no judgement: signatures.md has them grey. */
const LEVELS: Record<SignatureState, Level | "pass" | "not-available"> = {
  verified: "pass",
  untrusted: "warning",
  invalid: "error",
  unverifiable: "not-available",
  expired: "warning",
  moved: "warning",
  unsigned: "note",
  unknown: "not-available",
};

const WORDS: Record<SignatureState, string> = {
  verified: "is signed by an accepted signer",
  untrusted: "is signed, but by nobody that the trust policy accepts",
  invalid: "carries a signature that is false",
  unverifiable: "carries a signature that cannot be judged",
  expired: "carries a signature that can no longer be confirmed",
  moved: "is not the one that was verified: its tag moved",
  unsigned: "is not signed",
  unknown: "could not be asked for signatures",
};

function evaluate(evidence: Evidence): CheckAnswer {
  return answerByImage(evidence, ({ named, image }, pointer) => {
    if (image.outcome !== "known" || image.value.signature.outcome !== "known") return NOT_AVAILABLE;
    const verdict = image.value.signature.value;
    const level = LEVELS[verdict.state];
    if (level === "pass") return answer([]);
    if (level === "not-available") return NOT_AVAILABLE;
    const reason = reasonOf(verdict);
    const because = reason === "" ? "" : ` (${reason})`;
    const message = `the image ${showValue(named.raw)} ${WORDS[verdict.state]}${because}`;
    return answer([makeFinding(imageSigned, { message, at: placeOf(evidence, pointer), level })]);
  });
}

function reasonOf({ reason, signer }: SignatureVerdict): string {
  const name = signer?.subjectAltName ?? signer?.keyName;
  const parts = [...(reason === "none" ? [] : [reason]), ...(name === undefined ? [] : [`signer ${showValue(name)}`])];
  return parts.join("; ");
}

import type { SignatureForm } from "../signature-form.ts";
import { verifyFault } from "../verify-fault.ts";

/** Attestations that GitHub keeps beside a repository: not looked for yet. */
export const githubAttestation: SignatureForm = {
  id: "github-attestation",
  title: "GitHub artifact attestation",
  find: async () => ({ outcome: "not-supported", reason: "GitHub's attestation store is not asked yet" }),
  verify: verifyFault,
};

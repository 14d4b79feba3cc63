import { cosignTag } from "./cosign-tag/index.ts";
import { githubAttestation } from "./github-attestation/index.ts";
import { notation } from "./notation/index.ts";
import type { SignatureForm } from "./signature-form.ts";
import { sigstoreBundle } from "./sigstore-bundle/index.ts";

/** All forms of signature, in the order of their ids. */
export const signatureForms = [
  cosignTag,
  githubAttestation,
  notation,
  sigstoreBundle,
] as const satisfies readonly SignatureForm[];

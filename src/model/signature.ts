import type { Digest } from "./image.ts";

/** State of the signatures of one digest (docs/glossary.md). Only `verified` names an accepted signer. */
export type SignatureState =
  | "verified"
  | "untrusted"
  | "invalid"
  | "unverifiable"
  | "expired"
  | "moved"
  | "unsigned"
  | "unknown";

/** Who signed, from the certificate or the key; never from what the artifact says of itself. */
export interface SignerIdentity {
  kind: "keyless" | "key";
  issuer?: string;
  subjectAltName?: string;
  sourceRepository?: string;
  sourceRepositoryId?: string;
  sourceRepositoryOwnerId?: string;
  sourceRef?: string;
  commit?: string;
  trigger?: string;
  runner?: string;
  keyName?: string;
}

/** The judgement of one signature: what it is, who made it, when, and how it was judged. */
export interface SignatureFact {
  form: string;
  /** Digest of the blob that carried it. */
  material: Digest;
  state: SignatureState;
  reason: string;
  detail?: string;
  predicateType?: string;
  signer?: SignerIdentity;
  /** Proven time of signing, ISO 8601. */
  signedAt?: string;
  logIndex?: string;
}

/** The judgement of one digest under one policy. */
export interface SignatureVerdict {
  subject: Digest;
  state: SignatureState;
  reason: string;
  detail?: string;
  level?: "signature" | "provenance" | "both";
  signer?: SignerIdentity;
  signatures: SignatureFact[];
  /** Platforms that carry a good signature of their own while the whole does not. */
  partial?: string[];
  notes: string[];
  policySha256: string;
  rootSha256: string;
  verifiedAt: string;
}

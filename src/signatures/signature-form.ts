import type { Fact } from "../model/fact.ts";
import type { Digest, Reference, Referrer } from "../model/image.ts";
import type { SignatureFact } from "../model/signature.ts";
import type { OpenRegistry } from "../registries/registry.ts";
import type { TrustRoot } from "./trust.ts";

/** Raw signature material, and the digest of what carried it. */
export interface SignatureMaterial {
  form: string;
  material: Digest;
  bytes: Uint8Array;
  /** Who listed it, for the evidence: `referrers`, `fallback-tag`, `file`. */
  foundBy: string;
  /** Found, but not readable as a signature of this image: `verify` answers this. `unknown` = could not be fetched. */
  fault?: { state: "invalid" | "unverifiable" | "unknown"; reason: string; detail: string };
}

/** What the forms look into: one image by digest in one registry. */
export interface SignatureTarget {
  reference: Reference;
  digest: Digest;
  registry: OpenRegistry;
  referrers: Fact<Referrer[]>;
}

/** A form in which signatures travel: a row of the table `signatures/`. */
export interface SignatureForm {
  readonly id: string;
  readonly title: string;
  /** Network; a failed look-up is `not-available` or a material with a fault `unknown`, never an empty list. */
  find(target: SignatureTarget): Promise<Fact<SignatureMaterial[]>>;
  /** Pure: cryptography and binding to `subject`; the policy judges afterwards. Never throws. */
  verify(material: SignatureMaterial, subject: Digest, roots: readonly TrustRoot[]): SignatureFact;
}

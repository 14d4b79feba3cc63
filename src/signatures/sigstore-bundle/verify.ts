import type { KeyObject } from "node:crypto";
import type { Bundle } from "@sigstore/bundle";
import { type Signer, type TrustMaterial, toSignedEntity, Verifier } from "@sigstore/verify";
import type { Digest } from "../../model/image.ts";
import type { SignatureFact, SignerIdentity } from "../../model/signature.ts";
import { digestOfBytes, splitDigest } from "../../oci/digest.ts";
import { toMaterial } from "../read-trust-root.ts";
import type { SignatureMaterial } from "../signature-form.ts";
import type { TrustRoot } from "../trust.ts";
import { checkCodeSigning, knowsIssuer, readLeaf } from "./certificate.ts";
import { BundleFault, toFault } from "./fault.ts";
import { checkLogEntries } from "./log-entry.ts";
import { parseBundle } from "./parse.ts";
import { checkProvenance } from "./provenance.ts";
import { type CertificateClaims, readSigner } from "./signer.ts";
import { readStatement, type Statement } from "./statement.ts";

/** What a bundle must be about; `artifact` only where the signed bytes themselves are at hand (files, not images). */
export interface BundleSubject {
  digest: Digest;
  artifact?: Uint8Array;
  /** Accept this key instead of a certificate; its log entry is as optional as the root says. */
  publicKey?: KeyObject;
}

/** A genuine signature about the subject: who made it, when, and what it says; `claims` for a certificate only. */
export interface VerifiedBundle {
  signer: SignerIdentity;
  signedAt?: string;
  logIndex?: string;
  claims?: CertificateClaims;
  statement?: Statement;
}

/** The row's `verify`: valid signatures are `untrusted/not-judged` until a policy has judged them. Never throws. */
export function verifyMaterial(
  material: SignatureMaterial,
  subject: Digest,
  roots: readonly TrustRoot[],
): SignatureFact {
  const fact = { form: material.form, material: material.material };
  if (material.fault !== undefined) return { ...fact, ...material.fault };
  const answer = verifyBundle(material.bytes, { digest: subject }, roots);
  if (answer instanceof BundleFault) return { ...fact, ...describe(answer) };
  const { claims, statement, ...evidence } = answer;
  const known = { ...fact, ...(statement && { predicateType: statement.predicateType }), ...evidence };
  try {
    if (claims !== undefined && statement !== undefined) checkProvenance(statement, claims);
  } catch (error) {
    return { ...known, ...describe(toFault(error)) };
  }
  return { ...known, state: "untrusted", reason: "not-judged" };
}

function describe({ state, reason, message }: BundleFault): Pick<SignatureFact, "state" | "reason" | "detail"> {
  return { state, reason, detail: message };
}

/** Cryptography and binding, offline: everything but the question whether the signer is accepted. Never throws. */
export function verifyBundle(
  bytes: Uint8Array,
  subject: BundleSubject,
  roots: readonly TrustRoot[],
): VerifiedBundle | BundleFault {
  try {
    const bundle = parseBundle(bytes);
    const leaf = readLeaf(bundle);
    if (leaf === undefined && subject.publicKey === undefined) {
      return new BundleFault("unknown-key", "signed by a key; no key is configured for it", "untrusted");
    }
    if (leaf !== undefined && subject.publicKey !== undefined) {
      return new BundleFault("keyless-not-allowed", "signed by a certificate; expected a key", "untrusted");
    }
    const signer = verifyUnderRoots(bundle, leaf, subject, roots);
    return bindToSubject(bundle, leaf, signer, subject);
  } catch (error) {
    return toFault(error);
  }
}

/** The first root under which the bundle holds; else the fault under the root that knows its authority. */
function verifyUnderRoots(
  bundle: Bundle,
  leaf: Buffer | undefined,
  subject: BundleSubject,
  roots: readonly TrustRoot[],
): Signer {
  const faults: { root: TrustRoot; fault: BundleFault }[] = [];
  for (const root of roots) {
    try {
      return verifyUnderRoot(bundle, root, subject);
    } catch (error) {
      faults.push({ root, fault: toFault(error) });
    }
  }
  const nearest = faults.find(({ root }) => leaf !== undefined && knowsIssuer(root, leaf)) ?? faults[0];
  // Under one root its own answer is the most precise; among several, a foreign authority is no proof of forgery.
  if (nearest !== undefined && (faults.length === 1 || leaf === undefined || knowsIssuer(nearest.root, leaf))) {
    throw nearest.fault;
  }
  throw new BundleFault("unknown-authority", "no pinned trusted root knows the authority that signed", "unverifiable");
}

function verifyUnderRoot(bundle: Bundle, root: TrustRoot, { artifact, publicKey }: BundleSubject): Signer {
  const { require } = root;
  const material: TrustMaterial = { ...toMaterial(root) };
  if (publicKey !== undefined) material.publicKey = () => ({ publicKey, validFor: () => true });
  const verifier = new Verifier(material, {
    tlogThreshold: require.log,
    ctlogThreshold: require.sct,
    // A keyless certificate without any proven time is worth nothing; the library fails on 0 with a TypeError.
    timestampThreshold: publicKey === undefined ? Math.max(1, require.time) : 0,
  });
  return verifier.verify(toSignedEntity(bundle, signedBytes(bundle, artifact)));
}

/** Bytes that a message signature signs; a DSSE envelope brings its own. */
function signedBytes({ content }: Bundle, artifact: Uint8Array | undefined): Buffer | undefined {
  if (content.$case === "dsseEnvelope") return undefined;
  if (artifact !== undefined) return Buffer.from(artifact);
  throw new BundleFault("statement-type", "the bundle signs bytes, not a statement about an image");
}

/** The checks that the library leaves to its caller (signatures.md §2, points 2 to 12). */
function bindToSubject(
  bundle: Bundle,
  leaf: Buffer | undefined,
  signer: Signer,
  { digest, artifact }: BundleSubject,
): VerifiedBundle {
  if (leaf !== undefined) {
    checkCodeSigning(leaf);
    checkLogEntries(bundle, leaf);
  }
  const claims = leaf === undefined ? undefined : readSigner(signer);
  const signedBy: SignerIdentity = claims?.identity ?? { kind: "key" };
  const verified = { signer: signedBy, ...(claims && { claims }), ...readEvidence(bundle) };
  if (bundle.content.$case === "messageSignature" && artifact !== undefined) {
    checkArtifact(bundle.content.messageSignature.messageDigest.digest, digest, artifact);
    return verified;
  }
  return { ...verified, statement: readStatement(bundle, digest) };
}

function checkArtifact(signed: Buffer, digest: Digest, artifact: Uint8Array): void {
  const isSame = digestOfBytes(artifact, digest) === digest;
  if (!isSame || signed.toString("hex") !== splitDigest(digestOfBytes(artifact, lengthAlike(signed))).hex) {
    throw new BundleFault("digest-mismatch", `the signature is not about ${digest}`);
  }
}

function lengthAlike(signed: Buffer): Digest {
  return signed.length === 64 ? `sha512:${"0".repeat(128)}` : `sha256:${"0".repeat(64)}`;
}

/** When it was signed at the latest, and where it is logged; only called after all timestamps were verified. */
function readEvidence(bundle: Bundle): Pick<VerifiedBundle, "signedAt" | "logIndex"> {
  const times: number[] = [];
  for (const timestamp of toSignedEntity(bundle, Buffer.alloc(0)).timestamps) {
    if (timestamp.$case === "timestamp-authority") times.push(timestamp.timestamp.signingTime.getTime());
    else if (timestamp.tlogEntry.inclusionPromise !== undefined) {
      times.push(Number(timestamp.tlogEntry.integratedTime) * 1000);
    }
  }
  const [entry] = bundle.verificationMaterial.tlogEntries;
  return {
    ...(times.length > 0 && { signedAt: new Date(Math.min(...times)).toISOString() }),
    ...(entry !== undefined && { logIndex: entry.logIndex }),
  };
}

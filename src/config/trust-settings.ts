import type { TrustedRoot } from "@sigstore/protobuf-specs";

/** A pinned sigstore trusted root and the evidence it demands. */
export interface TrustRoot {
  name: string;
  trustedRoot: TrustedRoot;
  /** sha256 of the canonical JSON of the root: the same for a shipped root and the same root in a file. */
  sha256: string;
  /** How many log entries, certificate timestamps and signed times are needed. */
  require: { log: number; sct: number; time: number };
}

/** Whom to accept by an identity in a short-lived certificate; every given field must hold. */
export interface KeylessRule {
  issuer: string;
  /** Globs may hold `${manifest.repo}`, `${manifest.repoId}`, `${manifest.defaultBranch}`: values of the crawl. */
  signer?: string;
  email?: string;
  sourceRepository?: string;
  sourceRepositoryId?: string;
  refs?: string[];
  triggers?: string[];
  runner?: "any" | "github-hosted" | "self-hosted";
}

/** Whom to accept by a key; accepted in the file, not judged yet. */
interface KeyRule {
  file: string;
  log?: "required" | "optional";
  validFrom?: string;
  validUntil?: string;
}

/** One authority: an identity or a key. */
export interface Authority {
  name: string;
  keyless?: KeylessRule;
  key?: KeyRule;
}

/** Which authorities a group of images accepts; `combine` says whether one or all of `requirements` must be met. */
interface TrustScope {
  images: string[];
  combine: "anyOf" | "allOf";
  requirements: { authority: string; kind?: "signature" | "provenance" }[];
}

/** `trust-policy.yml` with every default filled in; trusted roots are named, not read yet. */
export interface TrustPolicySettings {
  /** Absent: the roots that Waybill ships. */
  trustRoots?: { name: string; file: string; require: TrustRoot["require"] }[];
  predicates: { signature: string[]; provenance: string[] };
  recordMaxAgeDays: number;
  /** A good verdict is judged anew after so many days; every other one after a day. */
  reverifyDays: number;
  authorities: Authority[];
  scopes: TrustScope[];
  revoked: { signatures: string[]; digests: string[]; workflows: string[] };
}

/** Events that only somebody with write access can cause; the default of `triggers` for GitHub Actions. */
export const DEFAULT_TRIGGERS = ["push", "release", "workflow_dispatch", "schedule"];

import type { TrustedRoot } from "@sigstore/protobuf-specs";

/** A pinned sigstore trusted root and the evidence it demands. */
export interface TrustRoot {
  name: string;
  trustedRoot: TrustedRoot;
  /** sha256 of the root file. */
  sha256: string;
  /** How many log entries, certificate timestamps and signed times are needed. */
  require: { log: number; sct: number; time: number };
}

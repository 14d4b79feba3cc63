/** A pinned sigstore trusted root; named in `trust-policy.yml`, so that it is read with the settings. */
export type { TrustRoot } from "../config/trust-settings.ts";

/** Why a signature cannot be accepted, in the codes of docs (states and reasons); thrown inside this folder only. */
export class BundleFault extends Error {
  readonly state: "invalid" | "unverifiable" | "untrusted";
  readonly reason: string;

  constructor(reason: string, detail: string, state: BundleFault["state"] = "invalid", options?: ErrorOptions) {
    super(detail, options);
    this.name = "BundleFault";
    this.state = state;
    this.reason = reason;
  }
}

/** Codes of @sigstore/verify → reasons. */
const REASONS: Readonly<Record<string, string>> = {
  TIMESTAMP_ERROR: "bad-timestamp",
  CERTIFICATE_ERROR: "bad-certificate",
  SIGNATURE_ERROR: "bad-signature",
  TLOG_INCLUSION_PROMISE_ERROR: "bad-log-promise",
  TLOG_INCLUSION_PROOF_ERROR: "bad-log-proof",
  TLOG_BODY_ERROR: "log-entry-mismatch",
  TLOG_MISSING_INCLUSION_ERROR: "not-logged",
  TLOG_ERROR: "not-logged",
  PUBLIC_KEY_ERROR: "unknown-key",
};

/**
 * Any exception as a fault. The libraries throw more than their own errors on hostile bytes (SyntaxError, TypeError,
 * RangeError, errors of OpenSSL): all of those are `malformed`.
 */
export function toFault(error: unknown): BundleFault {
  if (error instanceof BundleFault) return error;
  const message = error instanceof Error ? error.message.slice(0, 200) : "unreadable";
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  if (reason === undefined) return new BundleFault("malformed", message, "invalid", { cause: error });
  if (reason === "log-entry-mismatch" && message.startsWith("unsupported")) {
    return new BundleFault("unsupported-log-entry", message, "unverifiable", { cause: error });
  }
  return new BundleFault(reason, message, "invalid", { cause: error });
}

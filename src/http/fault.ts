import { HttpFault } from "./http-client.ts";

/** Codes after which the same request may well succeed: the connection broke before or while it was answered. */
const BROKEN_CONNECTION: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "EAI_AGAIN"]);

/** A broken connection: retried for GET and HEAD. */
export function isBrokenConnection(fault: unknown): boolean {
  return fault instanceof HttpFault && fault.code === "unreachable" && BROKEN_CONNECTION.has(codeOf(fault.cause));
}

/** Any error of Node's http as an `HttpFault`; the message names the origin and Node's code, never path, query or headers. */
export function toHttpFault(fault: unknown, origin: string): HttpFault {
  if (fault instanceof HttpFault) return fault;
  const code = codeOf(fault);
  const cause = fault instanceof Error ? { cause: fault } : undefined;
  if (isTlsCode(code)) return new HttpFault("tls", `${origin}: TLS failed (${code})`, cause);
  return new HttpFault("unreachable", `${origin}: ${code || "no answer"}`, cause);
}

/** Node's `code` of an error, an AggregateError of several addresses included; empty when there is none. */
function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "";
  if ("code" in fault && typeof fault.code === "string") return fault.code;
  return fault instanceof AggregateError ? codeOf(fault.errors[0]) : "";
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and OpenSSL's own. */
function isTlsCode(code: string): boolean {
  return /^(?:CERT_|CRL_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|EPROTO$)/.test(
    code,
  );
}

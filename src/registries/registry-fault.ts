import { HttpFault } from "../http/http-client.ts";
import type { Fact } from "../model/fact.ts";
import type { Problem } from "../oci/problem.ts";

/** Why a registry gave no answer: the reasons of `not-available` facts, a closed list that is API. */
export type RegistryReason =
  | "not-found"
  | "auth"
  | "timeout"
  | "registry-5xx"
  | "rate-limited"
  | "unreachable"
  | "refused-address"
  | "digest-mismatch"
  | "malformed"
  | "too-large";

/** A fault of the world on its way to becoming a fact; it never leaves the room but as `BlobFault`. */
export class RegistryFault extends Error {
  readonly reason: RegistryReason;

  constructor(reason: RegistryReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "RegistryFault";
    this.reason = reason;
  }
}

/** Something that Waybill cannot read; `reason` becomes that of a `not-supported` fact. */
export class NotSupportedFault extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`not supported: ${reason}`);
    this.name = "NotSupportedFault";
    this.reason = reason;
  }
}

/** Reason of any fault of the world; undefined for an error that is ours. */
export function reasonOf(fault: unknown): RegistryReason | undefined {
  if (fault instanceof RegistryFault) return fault.reason;
  if (!(fault instanceof HttpFault)) return isSystemFault(fault) ? "unreachable" : undefined;
  switch (fault.code) {
    case "timeout":
    case "refused-address":
    case "too-large":
    case "unreachable":
    case "rate-limited":
      return fault.code;
    case "too-many-redirects":
    case "tls":
    case "aborted":
      return "unreachable";
  }
}

/** A disk that fails, or a reading that the caller ended. */
function isSystemFault(fault: unknown): boolean {
  return fault instanceof Error && ("syscall" in fault || fault.name === "AbortError");
}

/** Asks, and turns what comes of it into a fact; errors of ours stay thrown. */
export async function factOf<T>(now: () => Date, ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    const value = await ask();
    return { outcome: "known", value, asOf: now().toISOString() };
  } catch (fault) {
    if (fault instanceof NotSupportedFault) return { outcome: "not-supported", reason: fault.reason };
    const reason = reasonOf(fault);
    if (reason === undefined) throw fault;
    return { outcome: "not-available", reason, asOf: now().toISOString() };
  }
}

/** The fault that a problem of a parsed document stands for. */
export function problemFault(problem: Problem): RegistryFault {
  return new RegistryFault(problem.isTooLarge ? "too-large" : "malformed", problem.problem);
}

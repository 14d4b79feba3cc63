/** What was learned about the world, or why it could not be learned. "Could not ask" is never "no". */
export type Fact<T> = KnownFact<T> | NotAvailableFact<T> | NotSupportedFact | NotApplicableFact;

/** Asked and answered; `asOf` is when it was learned (ISO 8601, UTC). */
export interface KnownFact<T> {
  outcome: "known";
  value: T;
  asOf: string;
}

/** Could not ask; `last` is the last known good with the time it was learned. */
export interface NotAvailableFact<T> {
  outcome: "not-available";
  reason: string;
  asOf: string;
  last?: { value: T; asOf: string };
}

/** Waybill cannot find this out yet. */
export interface NotSupportedFact {
  outcome: "not-supported";
  reason: string;
}

/** The question makes no sense here. */
export interface NotApplicableFact {
  outcome: "not-applicable";
}

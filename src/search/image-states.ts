import type { Fact } from "../model/fact.ts";
import type { NamedImage } from "./named-images.ts";

/** From the worst: a bad answer before none, none before a good one. */
const SIGNATURES = [
  "invalid",
  "untrusted",
  "moved",
  "expired",
  "unsigned",
  "unverifiable",
  "unknown",
  "not-supported",
  "verified",
];
const SCANS = ["fail", "warn", "incomplete", "unscanned", "unknown", "not-supported", "pass"];

/** What runs; all of them where the manifest names none as that. */
export function judgedImagesOf(named: readonly NamedImage[]): readonly NamedImage[] {
  const run = named.filter((image) => image.isRun);
  return run.length > 0 ? run : named;
}

/**
 * The state of the signatures of an entry: that of its run image. Of several run images all must be verified for
 * `verified`, else the worst state stands for the entry. Undefined where there is nothing to judge.
 */
export function signatureStateOf(named: readonly NamedImage[]): string | undefined {
  return worstOf(
    SIGNATURES,
    judgedImagesOf(named).map(({ signature }) => stateOf(signature, ({ state }) => state)),
  );
}

/** The verdict of the scans of an entry, by the same rule. */
export function scanStateOf(named: readonly NamedImage[]): string | undefined {
  return worstOf(
    SCANS,
    judgedImagesOf(named).map(({ scan }) => stateOf(scan, ({ verdict }) => verdict)),
  );
}

/** "Could not ask" is a state of its own and never a "no". */
function stateOf<T>(fact: Fact<T>, read: (value: T) => string): string | undefined {
  switch (fact.outcome) {
    case "known":
      return read(fact.value);
    case "not-available":
      return "unknown";
    case "not-supported":
      return "not-supported";
    case "not-applicable":
      return undefined;
  }
}

/** The first by the order; a state that the order does not know (of a newer catalog) before all of them. */
function worstOf(order: readonly string[], states: readonly (string | undefined)[]): string | undefined {
  const foreign = states.find((state) => state !== undefined && !order.includes(state));
  return foreign ?? order.find((state) => states.includes(state));
}

import { STATE_LABELS } from "../src/search/facets.ts";

/** How good a state is: decides the mark beside its words; the words alone say it too. */
const TONES: Readonly<Record<string, string>> = {
  verified: "good",
  pass: "good",
  gold: "good",
  contrib: "good",
  warn: "fair",
  expired: "fair",
  moved: "fair",
  unsigned: "fair",
  incomplete: "fair",
  untrusted: "bad",
  invalid: "bad",
  fail: "bad",
};

/** Class of a badge: good, fair, bad or open. */
export function badgeTone(state: string): string {
  return Object.hasOwn(TONES, state) ? (TONES[state] ?? "open") : "open";
}

/** The words for a state. */
export function badgeLabel(state: string): string {
  return Object.hasOwn(STATE_LABELS, state) ? (STATE_LABELS[state] ?? state) : state;
}

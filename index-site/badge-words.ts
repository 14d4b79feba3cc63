import { joinedOf } from "../src/search/tokens.ts";

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
  unreadable: "bad",
};

/** Class of a badge: good, fair, bad or open. */
export function badgeTone(state: string): string {
  return Object.hasOwn(TONES, state) ? (TONES[state] ?? "open") : "open";
}

/** The title of a plugin where it says more than its name. */
export function ownTitle(found: { name: string; title: string }): string {
  return joinedOf(found.title) === joinedOf(found.name) ? "" : found.title;
}

/** Codes of facts that could not be found out, as people read them; the codes are API and stay in the JSON. */
const WORDS: Readonly<Record<string, string>> = {
  "not-found": "it is not there",
  auth: "it is not open to everybody",
  timeout: "no answer came in time",
  "registry-5xx": "the registry answered with a fault of its own",
  "rate-limited": "the registry did not want to be asked more often",
  unreachable: "it could not be reached",
  "refused-address": "its address is none that is asked",
  "digest-mismatch": "what came does not fit its digest",
  malformed: "what came could not be understood",
  "too-large": "it is larger than what is read",
  unreadable: "the manifest could not be read",
  "not-asked": "it was not asked for",
};

/** The words for a reason; the reason itself where it is in words already. */
export function reasonWords(reason: string): string {
  return Object.hasOwn(WORDS, reason) ? (WORDS[reason] ?? reason) : reason;
}

// Controls and invisible format characters, among them those that turn the direction of text around (Trojan Source,
// https://trojansource.codes); none belongs into a name. Kept: tab, newline and the joiners that scripts and emoji need.
const INVISIBLE = /[\p{Cc}\p{Cf}]/gu;
const KEPT = new Set(["\t", "\n", "\u200c", "\u200d"]);
const ESCAPE = "\u001b";
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]{0,40}[ -/]{0,4}[@-~]`, "g");
const WITHHELD = "(address withheld)";

/** Text fit to be shown: no control characters, no turned direction, no ANSI colors, no lone surrogates. */
export function withoutControls(text: string): string {
  const plain = text.includes(ESCAPE) ? text.replace(ANSI, "") : text;
  return plain.replace(INVISIBLE, (character) => (KEPT.has(character) ? character : "")).toWellFormed();
}

/** Text in which everything that looks like an e-mail address is replaced; reads each character once. */
export function withoutAddresses(text: string): string {
  let result = "";
  let done = 0;
  let at = text.indexOf("@");
  while (at !== -1) {
    const start = localPartStart(text, at, done);
    const end = domainEnd(text, at);
    if (start < at && end > at) {
      result += text.slice(done, start) + WITHHELD;
      done = end;
    }
    at = text.indexOf("@", Math.max(at + 1, done));
  }
  return result + text.slice(done);
}

/** Both, on one line, cut to a length in characters. */
export function cleanText(text: string | undefined, limit: number): string {
  if (text === undefined) return "";
  const line = withoutAddresses(withoutControls(text.slice(0, limit * 4)))
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1).toWellFormed()}…`;
}

function localPartStart(text: string, at: number, floor: number): number {
  let start = at;
  while (start > floor && at - start < 64 && /[\p{L}\p{N}\p{Cf}._%+'-]/u.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** End of a domain with at least one dot and a last label of letters, else the place of the `@`. */
function domainEnd(text: string, at: number): number {
  const match = /^[\p{L}\p{N}\p{Cf}-]{1,63}(?:\.[\p{L}\p{N}\p{Cf}-]{1,63}){1,8}/u.exec(text.slice(at + 1, at + 300));
  if (match === null) return at;
  const last = match[0].slice(match[0].lastIndexOf(".") + 1);
  return /^(?:[\p{L}\p{Cf}]{2,}|xn--[a-z0-9-]+)$/iu.test(last) ? at + 1 + match[0].length : at;
}

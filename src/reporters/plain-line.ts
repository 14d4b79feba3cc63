const ESCAPE = String.fromCharCode(0x1b);
/** Color and cursor sequences of terminals: https://ecma-international.org/publications-and-standards/standards/ecma-48/ §5.4 */
const TERMINAL_SEQUENCE = new RegExp(`${ESCAPE}\\[[0-?]{0,64}[ -/]{0,16}[@-~]`, "g");
/** Marks that make a line read otherwise than it is written (CVE-2021-42574). */
const DIRECTION_MARKS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text as one line that is safe to print: no terminal sequences, control characters or direction marks. */
export function plainLine(text: string): string {
  return text
    .replaceAll(TERMINAL_SEQUENCE, "")
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replaceAll(DIRECTION_MARKS, "");
}

/** The same, cut to a number of characters; never through the middle of one. */
export function cutLine(text: string, most: number): string {
  // Cutting first keeps the work small on hostile texts; a sequence may lose its end, and is then printed as text.
  const line = plainLine(text.slice(0, most * 4));
  if (line.length <= most && text.length <= most * 4) return line;
  const kept = line.slice(0, most - 1);
  return `${kept.isWellFormed() ? kept : kept.slice(0, -1)}…`;
}

import { plainLine } from "../plain-line.ts";

const WIDTH = 100;
const BEFORE = 60;
/** Characters that take two cells of a terminal. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

/** The line at fault and a caret below its column; a long line is cut around it. Empty when there is nothing to show. */
export function excerpt(line: string | undefined, column: number): string[] {
  if (line === undefined) return [];
  const text = line.startsWith("\uFEFF") ? line.slice(1) : line;
  if (text.trim() === "" || text.length > 1_000_000) return [];
  const index = Math.min(Math.max(column - 1, 0), text.length);
  const start = index > BEFORE + 20 ? index - BEFORE : 0;
  const indent = start === 0 ? (/^[ \t]*/.exec(text)?.[0].length ?? 0) : 0;
  const from = Math.min(Math.max(start, indent), index);
  const before = (start > 0 ? "…" : "") + clean(text.slice(from, index));
  const after = clean(text.slice(index, from + WIDTH));
  const isCut = from + WIDTH < text.trimEnd().length;
  return [`${before}${after.trimEnd()}${isCut ? "…" : ""}`, `${" ".repeat(cells(before))}^`];
}

/** Half of a pair that the cut went through is dropped. */
function clean(text: string): string {
  return plainLine(text.toWellFormed());
}

function cells(text: string): number {
  let count = 0;
  for (const char of text) count += WIDE.test(char) ? 2 : 1;
  return count;
}

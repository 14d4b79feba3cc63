import { foldWord } from "./fold-text.ts";

const SHORTEST = 3;
const LONGEST = 20;
/** Words that join others in glued names and name nothing themselves. */
const FILLERS = new Set([
  ...[
    "2",
    "a",
    "and",
    "apply",
    "by",
    "existing",
    "extract",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "operations",
    "plugin",
  ],
  ...["py", "the", "to", "tool", "using", "wf", "with"],
]);

/** Words of the set that a name written without gaps is made of, as few as possible; empty where something is left over. */
export function splitGlued(word: string, words: ReadonlySet<string>): string[] {
  if (word.length < 2 * SHORTEST || word.length > 60) return [];
  const best: (string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
      const before = best[start];
      if (before === undefined) continue;
      const part = word.slice(start, end);
      if (!isWord(part, words)) continue;
      if (before.length + 1 < (best[end]?.length ?? Number.POSITIVE_INFINITY)) best[end] = [...before, part];
    }
  }
  const parts = best[word.length] ?? [];
  return parts.length > 1 ? parts : [];
}

function isWord(part: string, words: ReadonlySet<string>): boolean {
  return FILLERS.has(part) || (part.length >= SHORTEST && (words.has(part) || words.has(foldWord(part))));
}

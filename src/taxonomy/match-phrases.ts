import { foldText, foldWord, namePartsOf, type Word, wordsOf } from "./fold-text.ts";
import type { Phrase, PhraseTable } from "./phrase-table.ts";
import { splitGlued } from "./split-glued.ts";
import type { Concept } from "./taxonomy.ts";

/** A concept found in a text, and the words of the text that named it. */
export interface PhraseHit {
  concept: Concept;
  words: string;
}

/** How a text reads: an identifier, a heading or claim, or sentences. */
export type TextKind = "name" | "title" | "prose";

const NEGATIONS = new Set(["no", "not", "non", "without", "never", "cannot"]);

/** Concepts that a text names, longest phrase first, each word used once; a name is also split where words are glued. */
export function findConcepts(text: string, table: PhraseTable, kind: TextKind): PhraseHit[] {
  const words = wordsOf(text);
  const hits = scanWords(words, table, kind);
  if (kind === "prose") return hits;
  hits.push(...scanWords(namePartsOf(text), table, kind));
  if (kind === "name") for (const word of words) hits.push(...scanGlued(word, table));
  return hits;
}

/** Concepts whose label, synonym or program is the whole text, whatever its case. */
export function conceptsNamed(text: string, table: PhraseTable): Concept[] {
  const words = wordsOf(text).map((word) => word.folded);
  const first = words[0];
  if (first === undefined || words.length > 12) return [];
  const joined = words.join(" ");
  const phrases = (table.byFirstWord.get(first) ?? []).filter((phrase) => phrase.words.join(" ") === joined);
  return [...new Set(phrases.flatMap((phrase) => [...phrase.anywhere, ...phrase.inNames]))];
}

function scanWords(words: readonly Word[], table: PhraseTable, kind: TextKind): PhraseHit[] {
  const hits: PhraseHit[] = [];
  let position = 0;
  while (position < words.length) {
    const phrase = longestAt(words, position, table, kind);
    if (phrase === undefined) {
      position += 1;
      continue;
    }
    if (!isNegated(words, position)) {
      const matched = words.slice(position, position + phrase.words.length).map((word) => word.raw);
      for (const concept of namedBy(phrase, kind)) hits.push({ concept, words: foldText(matched.join(" ")) });
    }
    position += phrase.words.length;
  }
  return hits;
}

function scanGlued(word: Word, table: PhraseTable): PhraseHit[] {
  const whole = (table.byJoined.get(word.folded) ?? []).filter((phrase) => phrase.words.length > 1);
  if (whole.length > 0) {
    return whole.flatMap((phrase) => namedBy(phrase, "name").map((concept) => ({ concept, words: word.folded })));
  }
  const parts = splitGlued(word.folded, table.words).map((part) => ({
    raw: part,
    folded: foldWord(part),
    isAfterBreak: false,
  }));
  return scanWords(parts, table, "name");
}

function namedBy(phrase: Phrase, kind: TextKind): Concept[] {
  return kind === "prose" ? phrase.anywhere : [...phrase.anywhere, ...phrase.inNames];
}

function longestAt(words: readonly Word[], position: number, table: PhraseTable, kind: TextKind): Phrase | undefined {
  const first = words[position];
  if (first === undefined) return undefined;
  return table.byFirstWord.get(first.folded)?.find((phrase) => {
    if (kind === "prose" && phrase.anywhere.length === 0 && phrase.inNames.length > 0) return false;
    if (phrase.exact !== undefined) return isSameCapitals(first.raw, phrase.exact, kind);
    return phrase.words.every((word, offset) => {
      const at = words[position + offset];
      return at !== undefined && at.folded === word && (offset === 0 || !at.isAfterBreak || isPart(at));
    });
  });
}

/** Names are often written in small letters throughout; two letters are too few to go by then. */
function isSameCapitals(raw: string, exact: string, kind: TextKind): boolean {
  return raw === exact || (kind === "name" && exact.length > 2 && raw === exact.toLowerCase());
}

/** A dot inside `.ome.tif` is no end of a sentence: the next word is a suffix in small letters. */
function isPart(word: Word): boolean {
  return word.raw.length <= 4 && word.raw === foldWord(word.raw) && /^(?:tiff?|gz|zarr)$/.test(word.raw);
}

function isNegated(words: readonly Word[], position: number): boolean {
  for (let back = position; back > Math.max(0, position - 2); back -= 1) {
    if (words[back]?.isAfterBreak) return false;
    const before = words[back - 1];
    if (before !== undefined && NEGATIONS.has(before.folded)) return true;
  }
  return false;
}

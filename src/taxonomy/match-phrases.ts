import { foldText, foldWord, namePartsOf, type Word, wordsOf } from "./fold-text.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

/** A concept found in a text, and the words of the text that named it. */
export interface PhraseHit {
  concept: Concept;
  words: string;
}

interface Phrase {
  words: string[];
  /** Set where only the same capitals match: `FITS` is a format, "fits" is a verb. */
  exact?: string;
  /** Empty for phrases that only use their words up. */
  concepts: Concept[];
}

/** Phrases of a taxonomy by their first word, longest first. */
export type PhraseTable = ReadonlyMap<string, readonly Phrase[]>;

// Here "image" is no picture: these words are used up without naming a concept.
const OTHER_MEANINGS = [
  "docker image",
  "container image",
  "oci image",
  "singularity image",
  "apptainer image",
  "base image",
  "disk image",
  "this image contains",
  "this image provides",
  "image tag",
  "image registry",
  "imagej",
  "image j",
  "image magick",
  "segmentation fault",
  "compute cluster",
  "unit test",
];
const NEGATIONS = new Set(["no", "not", "non", "without", "never", "cannot"]);
const tables = new WeakMap<Taxonomy, PhraseTable>();

/** Labels and synonyms of all concepts, ready to be looked for; made once per taxonomy. */
export function phraseTableOf(taxonomy: Taxonomy): PhraseTable {
  const known = tables.get(taxonomy);
  if (known !== undefined) return known;
  const phrases = new Map<string, Phrase>();
  for (const concept of taxonomy.concepts) {
    for (const term of [concept.label, ...concept.synonyms]) addPhrase(phrases, term, concept);
  }
  for (const term of OTHER_MEANINGS) addPhrase(phrases, term, undefined);
  const table = new Map<string, Phrase[]>();
  for (const phrase of phrases.values()) {
    const first = phrase.words[0];
    if (first === undefined) continue;
    const list = table.get(first) ?? [];
    list.push(phrase);
    table.set(first, list);
  }
  for (const list of table.values()) list.sort((left, right) => right.words.length - left.words.length);
  tables.set(taxonomy, table);
  return table;
}

function addPhrase(phrases: Map<string, Phrase>, term: string, concept: Concept | undefined): void {
  const words = wordsOf(term).map((word) => word.folded);
  const isExact = /^\p{Lu}{2,4}$/u.test(term);
  const key = isExact ? `=${term}` : words.join(" ");
  const phrase: Phrase = phrases.get(key) ?? { words, concepts: [], ...(isExact ? { exact: term } : {}) };
  if (concept !== undefined && !phrase.concepts.includes(concept)) phrase.concepts.push(concept);
  phrases.set(key, phrase);
}

/** Concepts that a text names, longest phrase first, each word used once; a name is also split where case changes. */
export function findConcepts(text: string, table: PhraseTable, kind: "name" | "prose"): PhraseHit[] {
  const hits = scanWords(wordsOf(text), table);
  if (kind === "name") hits.push(...scanWords(namePartsOf(text), table));
  return hits;
}

/** Concepts whose label or synonym is the whole text, whatever its case. */
export function conceptsNamed(text: string, table: PhraseTable): Concept[] {
  const words = wordsOf(text).map((word) => word.folded);
  const first = words[0];
  if (first === undefined || words.length > 12) return [];
  const joined = words.join(" ");
  const phrases = (table.get(first) ?? []).filter((phrase) => phrase.words.join(" ") === joined);
  return phrases.flatMap((phrase) => phrase.concepts);
}

function scanWords(words: readonly Word[], table: PhraseTable): PhraseHit[] {
  const hits: PhraseHit[] = [];
  let position = 0;
  while (position < words.length) {
    const phrase = longestAt(words, position, table);
    if (phrase === undefined) {
      position += 1;
      continue;
    }
    if (!isNegated(words, position)) {
      const matched = words.slice(position, position + phrase.words.length).map((word) => word.raw);
      for (const concept of phrase.concepts) hits.push({ concept, words: foldText(matched.join(" ")) });
    }
    position += phrase.words.length;
  }
  return hits;
}

function longestAt(words: readonly Word[], position: number, table: PhraseTable): Phrase | undefined {
  const first = words[position];
  if (first === undefined) return undefined;
  return table.get(first.folded)?.find((phrase) => {
    if (phrase.exact !== undefined) return first.raw === phrase.exact;
    return phrase.words.every((word, offset) => {
      const at = words[position + offset];
      return at !== undefined && at.folded === word && (offset === 0 || !at.isAfterBreak || isPart(at));
    });
  });
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

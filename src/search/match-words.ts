import type { SearchIndex } from "./build-index.ts";
import { intersect, type Matches, unite } from "./combine.ts";
import { meetsPhrase } from "./conditions.ts";
import type { SearchField } from "./document.ts";
import { isWithinEdits } from "./edit-distance.ts";
import { matchConcept, matchTerm } from "./match-term.ts";
import { joinedOf, meaningfulOf, pairsOf } from "./tokens.ts";

const NAME_FIELDS: readonly SearchField[] = ["name", "title"];
const LONGEST_PHRASE = 5;
const MAX_WORDS = 20;

/** What plain words found: documents with all of them, or, where there is none, with any. */
export interface WordAnswer {
  matches: Matches;
  mode: "all" | "any";
}

interface Part {
  words: string[];
  matches: Matches;
  /** No document has the word as it was typed. */
  isMistyped: boolean;
}

/**
 * Documents for plain words. Words that name a concept find everything that has it, however it was called; others are
 * looked for as they are, as beginnings of names, and with typos only where no document has them as they are.
 */
export function matchWords(index: SearchIndex, typed: readonly string[], text: string): WordAnswer {
  const words = meaningfulOf(typed).slice(0, MAX_WORDS);
  const parts = splitIntoParts(index, words);
  addJoined(index, parts);
  const isMistyped = parts.some((part) => part.isMistyped);
  const all = intersect(parts.map((part) => part.matches));
  unite(all, matchExactly(index, text));
  if (isMistyped) favorNearNames(index, all, text);
  if (all.size > 0 || parts.length < 2) return { matches: all, mode: "all" };
  const any: Matches = new Map();
  const found = new Map<number, number>();
  for (const part of parts) {
    unite(any, part.matches);
    for (const place of part.matches.keys()) found.set(place, (found.get(place) ?? 0) + 1);
  }
  // Having most of the words says more than having one rare word.
  for (const [place, match] of any) match.score *= ((found.get(place) ?? 0) / parts.length) ** 2;
  return { matches: any, mode: "any" };
}

/** Documents whose name, title or address is the whole query. */
export function matchExactly(index: SearchIndex, text: string): Matches {
  const alias = joinedOf(text);
  const matches: Matches = new Map();
  if (alias === "") return matches;
  for (const [place, document] of index.documents.entries()) {
    if (document.aliases.includes(alias)) {
      matches.set(place, { score: 1, because: new Map([["name", new Set([document.name])]]) });
    }
  }
  return matches;
}

/** Takes the longest run of words that names a concept, else one word. */
function splitIntoParts(index: SearchIndex, words: readonly string[]): Part[] {
  const parts: Part[] = [];
  let position = 0;
  while (position < words.length) {
    const part = conceptPart(index, words, position) ?? wordPart(index, words[position] ?? "");
    parts.push(part);
    position += part.words.length;
  }
  return parts;
}

/** The same set for every name of a concept; only the order favors documents that say it as it was typed. */
function conceptPart(index: SearchIndex, words: readonly string[], position: number): Part | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - position); length > 0; length -= 1) {
    const run = words.slice(position, position + length);
    const phrase = run.join(" ");
    const concepts = index.concepts.filter((concept) => concept.phrases.includes(phrase));
    if (concepts.length === 0) continue;
    const matches: Matches = new Map();
    for (const concept of concepts) {
      unite(matches, matchConcept(index, concept.id));
      for (const name of concept.phrases) unite(matches, matchAll(index, name.split(" "), name === phrase ? 1 : 0.2));
    }
    return { words: run, matches, isMistyped: false };
  }
  return undefined;
}

/** Documents with these words beside each other. */
function matchAll(index: SearchIndex, words: string[], weight: number): Matches {
  const matches = intersect(words.map((word) => matchTerm(index, word, { weight })));
  if (words.length < 2) return matches;
  return new Map(
    [...matches].filter(([place]) => {
      const document = index.documents[place];
      return document !== undefined && meetsPhrase(document, { words, isProhibited: false });
    }),
  );
}

/** The whole query, mistyped, is nearest to a name: that plugin comes first among those found. */
function favorNearNames(index: SearchIndex, matches: Matches, text: string): void {
  const alias = joinedOf(text);
  const edits = editsFor(alias);
  for (const [place, match] of matches) {
    const aliases = index.documents[place]?.aliases ?? [];
    if (aliases.some((known) => isWithinEdits(alias, known, edits))) match.score *= 3;
  }
}

/** Typos and beginnings only on names, or for words that no document has as they are. */
function wordPart(index: SearchIndex, word: string): Part {
  const words = [word];
  const matches = matchTerm(index, word);
  if (word.length >= 2) {
    for (const [place, match] of matchTerm(index, word, { fields: NAME_FIELDS, isPrefix: true, weight: 0.5 })) {
      if (!matches.has(place)) matches.set(place, match);
    }
  }
  if (matches.size > 0) return { words, matches, isMistyped: false };
  if (word.length >= 3) unite(matches, matchTerm(index, word, { isPrefix: true, weight: 0.6 }));
  for (const swapped of swapsOf(word)) unite(matches, matchTerm(index, swapped, { weight: 0.5 }));
  const edits = editsFor(word);
  if (edits > 0) unite(matches, matchTerm(index, word, { edits, weight: 0.4 }));
  return { words, matches, isMistyped: true };
}

function editsFor(word: string): number {
  if (word.length < 4 || /^\d+$/.test(word)) return 0;
  return word.length < 7 ? 1 : 2;
}

/** The word with each pair of neighbors swapped: the commonest typo, two edits for MiniSearch. */
function swapsOf(word: string): string[] {
  if (word.length < 4 || word.length > 30) return [];
  const letters = [...word];
  return letters.slice(1).map((letter, place) => {
    return [...letters.slice(0, place), letter, letters[place] ?? "", ...letters.slice(place + 2)].join("");
  });
}

/** `star dist` finds the name `stardist`: a name with two neighbors joined counts for both words. */
function addJoined(index: SearchIndex, parts: readonly Part[]): void {
  for (const [place, part] of parts.entries()) {
    const next = parts[place + 1];
    const pair = next === undefined ? undefined : pairsOf([part.words.at(-1) ?? "", next.words[0] ?? ""])[0];
    if (next === undefined || pair === undefined) continue;
    const joined = matchTerm(index, pair, { fields: NAME_FIELDS });
    unite(part.matches, joined);
    unite(next.matches, joined);
  }
}

import { wordsOf } from "./fold-text.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

/** Words of a taxonomy that name the same concepts. */
export interface Phrase {
  words: string[];
  /** Set where only the same capitals match: `FITS` is a format, "fits" is a verb. */
  exact?: string;
  /** Named wherever the phrase stands. */
  anywhere: Concept[];
  /** Named only where the phrase stands in a name, a title or a claim. */
  inNames: Concept[];
}

/** All phrases of a taxonomy, ready to be looked for. */
export interface PhraseTable {
  /** By the first word, longest first. */
  byFirstWord: ReadonlyMap<string, readonly Phrase[]>;
  /** By the words joined without a space. */
  byJoined: ReadonlyMap<string, readonly Phrase[]>;
  /** Every word of a phrase. */
  words: ReadonlySet<string>;
}

// Here "image" is no picture, and so on: these words are used up without naming a concept.
const OTHER_MEANINGS = [
  "docker image",
  "container image",
  "oci image",
  "singularity image",
  "apptainer image",
  "base image",
  "disk image",
  "basic image",
  "this image contains",
  "this image provides",
  "image tag",
  "image registry",
  "image j",
  "image magick",
  "segmentation fault",
  "unit test",
  "test data",
  "test suite",
  "see example",
  "for example",
  "web browser",
  "file browser",
  "package manager",
  "command line interface",
];
const tables = new WeakMap<Taxonomy, PhraseTable>();

/** Labels, synonyms and programs of all concepts; made once per taxonomy. */
export function phraseTableOf(taxonomy: Taxonomy): PhraseTable {
  const known = tables.get(taxonomy);
  if (known !== undefined) return known;
  const table = makeTable(taxonomy);
  tables.set(taxonomy, table);
  return table;
}

function makeTable(taxonomy: Taxonomy): PhraseTable {
  const phrases = new Map<string, Phrase>();
  for (const concept of taxonomy.concepts) {
    const inNames = new Set(concept.nameWords);
    for (const term of [concept.label, ...concept.synonyms]) {
      addPhrase(phrases, term, concept, inNames.has(term) ? "inNames" : "anywhere");
    }
    for (const term of concept.programs ?? []) addPhrase(phrases, term, concept, "inNames");
  }
  for (const term of OTHER_MEANINGS) addPhrase(phrases, term, undefined, "anywhere");
  const byFirstWord = new Map<string, Phrase[]>();
  const byJoined = new Map<string, Phrase[]>();
  const words = new Set<string>();
  for (const phrase of phrases.values()) {
    const first = phrase.words[0];
    if (first === undefined) continue;
    append(byFirstWord, first, phrase);
    append(byJoined, phrase.words.join(""), phrase);
    for (const word of phrase.words) words.add(word);
  }
  for (const list of byFirstWord.values()) list.sort((left, right) => right.words.length - left.words.length);
  return { byFirstWord, byJoined, words };
}

function addPhrase(
  phrases: Map<string, Phrase>,
  term: string,
  concept: Concept | undefined,
  where: "anywhere" | "inNames",
): void {
  const words = wordsOf(term).map((word) => word.folded);
  const isExact = /^\p{Lu}{2,4}$/u.test(term);
  const key = isExact ? `=${term}` : words.join(" ");
  const phrase: Phrase = phrases.get(key) ?? {
    words,
    anywhere: [],
    inNames: [],
    ...(isExact ? { exact: term } : {}),
  };
  if (concept !== undefined && !phrase[where].includes(concept)) phrase[where].push(concept);
  phrases.set(key, phrase);
}

function append(map: Map<string, Phrase[]>, key: string, phrase: Phrase): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [phrase]);
  else list.push(phrase);
}

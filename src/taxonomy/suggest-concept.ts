import { wordsOf } from "./fold-text.ts";
import { mappedConcepts } from "./map-claim.ts";
import { conceptsNamed } from "./match-phrases.ts";
import { phraseTableOf } from "./phrase-table.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

interface Term {
  concept: Concept;
  joined: string;
  words: ReadonlySet<string>;
}

const tables = new WeakMap<Taxonomy, readonly Term[]>();

/** Authors use the same words: each is compared with all terms once. */
const answers = new WeakMap<Taxonomy, Map<string, Concept | undefined>>();
const MOST_ANSWERS = 5_000;

/** The concept that a word most likely means: named exactly, misspelled by a letter or two, or with most words in common. */
export function suggestConcept(word: string, taxonomy: Taxonomy): Concept | undefined {
  const id = word.slice(0, 200).trim();
  const known = answers.get(taxonomy) ?? new Map<string, Concept | undefined>();
  answers.set(taxonomy, known);
  if (known.has(id)) return known.get(id);
  const concept = findConcept(id, taxonomy);
  if (known.size < MOST_ANSWERS) known.set(id, concept);
  return concept;
}

function findConcept(id: string, taxonomy: Taxonomy): Concept | undefined {
  const known = knownConcept(id, taxonomy);
  if (known !== undefined) return known;
  // A misspelled id of ours: `operation/segmentaton`.
  const facet = taxonomy.facets.find((one) => id.toLowerCase().startsWith(`${one.id}/`));
  const text = facet === undefined ? id : id.slice(facet.id.length + 1);
  const words = wordsOf(text).map((one) => one.folded);
  const joined = words.join("");
  if (joined.length < 3) return undefined;
  return nearestBySpelling(joined, taxonomy) ?? nearestByWords(new Set(words), taxonomy);
}

function knownConcept(text: string, taxonomy: Taxonomy): Concept | undefined {
  return mappedConcepts(text, taxonomy)[0] ?? conceptsNamed(text, phraseTableOf(taxonomy))[0];
}

function nearestBySpelling(joined: string, taxonomy: Taxonomy): Concept | undefined {
  const limit = joined.length <= 7 ? 1 : joined.length <= 14 ? 2 : 3;
  let best: Concept | undefined;
  let bestDistance = limit + 1;
  for (const term of termsOf(taxonomy)) {
    if (Math.abs(term.joined.length - joined.length) >= bestDistance) continue;
    const distance = distanceWithin(joined, term.joined, bestDistance);
    if (distance >= bestDistance) continue;
    best = term.concept;
    bestDistance = distance;
  }
  return best;
}

/** By shared words against all words: more than half must be shared. */
function nearestByWords(words: ReadonlySet<string>, taxonomy: Taxonomy): Concept | undefined {
  let best: Concept | undefined;
  let bestScore = 0.5;
  for (const term of termsOf(taxonomy)) {
    const shared = [...words].filter((word) => word.length > 2 && term.words.has(word)).length;
    const score = shared / (words.size + term.words.size - shared);
    if (score <= bestScore) continue;
    best = term.concept;
    bestScore = score;
  }
  return best;
}

function termsOf(taxonomy: Taxonomy): readonly Term[] {
  const known = tables.get(taxonomy);
  if (known !== undefined) return known;
  const terms: Term[] = [];
  for (const concept of taxonomy.concepts) {
    for (const text of [concept.label, ...concept.synonyms]) {
      const words = wordsOf(text).map((word) => word.folded);
      terms.push({ concept, joined: words.join(""), words: new Set(words) });
    }
  }
  tables.set(taxonomy, terms);
  return terms;
}

/** Edits between two words (insert, delete, replace, swap of neighbors); `limit` where there are as many or more. */
function distanceWithin(left: string, right: string, limit: number): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= right.length; column += 1) {
      const isSame = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (above[column - 1] ?? 0) + (isSame ? 0 : 1),
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
      );
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (row > 1 && column > 1 && isSwap) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    before = above;
    above = current;
  }
  return Math.min(above[right.length] ?? limit, limit);
}

import type { SearchOptions } from "minisearch";
import { conceptToken, type SearchIndex } from "./build-index.ts";
import { addTo, type Matches } from "./combine.ts";
import { fieldWeights, type SearchField } from "./document.ts";

/** How to look for one token. */
interface TermOptions {
  fields?: readonly SearchField[];
  isPrefix?: boolean;
  edits?: number;
  weight?: number;
}

/** Documents with a token, or with tokens that begin like it or differ by a few edits. */
export function matchTerm(index: SearchIndex, term: string, options: TermOptions = {}): Matches {
  const { fields, isPrefix = false, edits = 0, weight = 1 } = options;
  const search: SearchOptions = {
    boost: fieldWeights,
    prefix: isPrefix,
    fuzzy: edits === 0 ? false : edits,
    tokenize: (text) => [text],
    processTerm: (text) => text,
    ...(fields === undefined ? {} : { fields: [...fields] }),
  };
  const matches: Matches = new Map();
  for (const result of index.mini.search(term, search)) {
    const because = new Map<string, Set<string>>();
    for (const [word, places] of Object.entries(result.match)) {
      for (const place of places) addTo(because, place, word);
    }
    matches.set(Number(result.id), { score: result.score * weight, because });
  }
  return matches;
}

/** Documents of a concept; those that have only a narrower one count for less. */
export function matchConcept(index: SearchIndex, id: string): Matches {
  return matchTerm(index, conceptToken(id), { fields: ["concepts", "broader"] });
}

/** A document that matched: how well, and by which words in which fields. */
export interface Match {
  score: number;
  /** Field → words of the document. */
  because: Map<string, Set<string>>;
}

/** Documents that matched, by their place in the index. */
export type Matches = Map<number, Match>;

/** Adds documents of `more` to `matches`; a document in both gets both scores. */
export function unite(matches: Matches, more: Matches): Matches {
  for (const [place, match] of more) {
    const known = matches.get(place);
    if (known === undefined) {
      matches.set(place, { score: match.score, because: new Map(match.because) });
      continue;
    }
    known.score += match.score;
    for (const [field, words] of match.because) for (const word of words) addTo(known.because, field, word);
  }
  return matches;
}

/** Documents that are in every list, with the sum of their scores. */
export function intersect(lists: readonly Matches[]): Matches {
  const [first, ...rest] = lists;
  const matches: Matches = new Map();
  for (const [place, match] of first ?? []) {
    if (!rest.every((list) => list.has(place))) continue;
    unite(matches, new Map([[place, match]]));
    for (const list of rest) {
      const other = list.get(place);
      if (other !== undefined) unite(matches, new Map([[place, other]]));
    }
  }
  return matches;
}

/** Notes that a word was found in a field. */
export function addTo(because: Map<string, Set<string>>, field: string, word: string): void {
  const words = because.get(field);
  if (words === undefined) because.set(field, new Set([word]));
  else because.set(field, new Set([...words, word]));
}

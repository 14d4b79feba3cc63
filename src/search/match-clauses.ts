import type { SearchIndex } from "./build-index.ts";
import { intersect, type Matches, unite } from "./combine.ts";
import { matchTerm } from "./match-term.ts";
import type { Clause } from "./parse-query.ts";

const MAX_WILDCARD_TERMS = 300;

/**
 * Documents for clauses with lunr's meaning (https://lunrjs.com/guides/searching.html): required ones must match,
 * prohibited ones must not, optional ones find where nothing is required and else only raise the score.
 */
export function matchClauses(index: SearchIndex, clauses: readonly Clause[]): Matches {
  const matchesOf = (presence: Clause["presence"]): Matches[] =>
    clauses.filter((clause) => clause.presence === presence).map((clause) => matchClause(index, clause));
  const required = matchesOf("required");
  const optional = matchesOf("optional");
  const matches = required.length > 0 ? intersect(required) : new Map();
  if (required.length === 0 && optional.length === 0) uniteAll(index, matches);
  for (const list of optional) {
    if (required.length === 0) unite(matches, list);
    else unite(matches, new Map([...list].filter(([place]) => matches.has(place))));
  }
  for (const list of matchesOf("prohibited")) for (const place of list.keys()) matches.delete(place);
  return matches;
}

function uniteAll(index: SearchIndex, matches: Matches): void {
  for (const place of index.documents.keys()) matches.set(place, { score: 0, because: new Map() });
}

function matchClause(index: SearchIndex, clause: Clause): Matches {
  const fields = clause.fields === undefined ? {} : { fields: clause.fields };
  if (clause.pattern !== undefined) {
    const matches: Matches = new Map();
    for (const term of termsLike(index, clause.pattern)) {
      unite(matches, matchTerm(index, term, { ...fields, weight: clause.boost }));
    }
    return matches;
  }
  const edits = clause.editDistance === undefined ? {} : { edits: clause.editDistance };
  return intersect(clause.words.map((word) => matchTerm(index, word, { ...fields, ...edits, weight: clause.boost })));
}

/** Terms that fit a pattern with `*`; the first ones where there are too many. Concept tokens are no terms. */
function termsLike(index: SearchIndex, pattern: string): string[] {
  const terms: string[] = [];
  for (const term of index.terms) {
    if (term.startsWith("#") || !fitsPattern(term, pattern)) continue;
    terms.push(term);
    if (terms.length === MAX_WILDCARD_TERMS) break;
  }
  return terms;
}

/** Whether a text fits a pattern in which `*` stands for anything; no backtracking beyond the last star. */
export function fitsPattern(text: string, pattern: string): boolean {
  let textAt = 0;
  let patternAt = 0;
  let star = -1;
  let resume = 0;
  while (textAt < text.length) {
    if (pattern[patternAt] === "*") {
      star = patternAt;
      resume = textAt;
      patternAt += 1;
    } else if (patternAt < pattern.length && pattern[patternAt] === text[textAt]) {
      textAt += 1;
      patternAt += 1;
    } else if (star !== -1) {
      resume += 1;
      textAt = resume;
      patternAt = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[patternAt] === "*") patternAt += 1;
  return patternAt === pattern.length;
}

import type { SearchIndex, StoredDocument } from "./build-index.ts";
import { intersect, type Match, type Matches } from "./combine.ts";
import { meetsCondition, meetsPhrase } from "./conditions.ts";
import { matchClauses } from "./match-clauses.ts";
import { matchExactly, matchWords } from "./match-words.ts";
import type { ParsedQuery } from "./parse-query.ts";
import { countFacets, type FacetCount, isSelected, type Selection, valuesOf } from "./select.ts";
import { UNREADABLE } from "./state-labels.ts";
import { joinedOf, tokensOf } from "./tokens.ts";

/** One found plugin and why it was found. */
export interface Hit {
  document: StoredDocument;
  score: number;
  because: string[];
  /** Tier, signature and scan, and what stands in the way of them. */
  states: { facet: string; title: string; state: string; label: string }[];
  /** What else a line of the list says: family, license, and its narrowest concepts. */
  labels: string[];
}

/** The answer to a query. */
export interface SearchAnswer {
  total: number;
  hits: Hit[];
  facets: { id: string; title: string; values: FacetCount[] }[];
  /** "any" where no plugin has all words and those with some are shown. */
  mode: "all" | "any";
  notes: string[];
}

const FIELD_TITLES: Readonly<Record<string, string>> = {
  name: "name",
  title: "title",
  keywords: "keyword",
  summary: "summary",
  repository: "repository",
  formats: "format",
  images: "image",
  authors: "author",
  description: "description",
  parameters: "parameter",
};
const REASONS = 4;
const LABELS = 7;

/**
 * Plugins for a query and chosen facets: the exact name first, deprecated last, then by score and name. Counts are
 * over the same set as the hits.
 */
export function searchIndex(index: SearchIndex, query: ParsedQuery, selection: Selection): SearchAnswer {
  const { matches, mode } = findMatches(index, query);
  const found: { document: StoredDocument; match: Match; place: number }[] = [];
  for (const [place, match] of matches) {
    const document = index.documents[place];
    if (document === undefined) continue;
    if (!query.conditions.every((condition) => meetsCondition(index, document, condition))) continue;
    if (!query.phrases.every((phrase) => meetsPhrase(document, phrase))) continue;
    found.push({ document, match, place });
  }
  const exact = joinedOf(query.text);
  const hits = found
    .filter(({ document }) => isSelected(index, document, selection))
    .sort((left, right) => compareRank(left, right, exact))
    .map(({ document, match }) => ({
      document,
      score: match.score,
      because: reasonsOf(index, document, match),
      states: statesOf(index, document),
      labels: labelsOf(index, document),
    }));
  const facets = countFacets(
    index,
    found.map(({ document }) => document),
    selection,
  );
  const notes = [...query.notes];
  if (mode === "any" && hits.length > 0) notes.push("No plugin has all of these words; these have some of them.");
  return { total: hits.length, hits, facets, mode, notes };
}

function findMatches(index: SearchIndex, query: ParsedQuery): { matches: Matches; mode: "all" | "any" } {
  if (query.clauses !== undefined) return { matches: matchClauses(index, query.clauses), mode: "all" };
  const phraseWords = query.phrases.filter((phrase) => !phrase.isProhibited).flatMap((phrase) => phrase.words);
  if (query.words.length === 0 && phraseWords.length === 0) return { matches: allOf(index), mode: "all" };
  if (query.words.length === 0) {
    // The phrases themselves are tested on each document; here they only give a score.
    const byWords = matchWords(index, phraseWords, phraseWords.join(" ")).matches;
    const scored = allOf(index);
    for (const [place, match] of byWords) scored.set(place, match);
    return { matches: scored, mode: "all" };
  }
  const answer = matchWords(index, query.words, query.words.join(" "));
  const exact = matchExactly(index, query.text);
  for (const [place, match] of exact) if (!answer.matches.has(place)) answer.matches.set(place, match);
  return answer;
}

function allOf(index: SearchIndex): Matches {
  return intersect([new Map([...index.documents.keys()].map((place) => [place, { score: 0, because: new Map() }]))]);
}

interface Found {
  document: StoredDocument;
  match: Match;
}

function compareRank(left: Found, right: Found, exact: string): number {
  const byExact = rankOf(left.document, exact) - rankOf(right.document, exact);
  if (byExact !== 0) return byExact;
  if (left.match.score !== right.match.score) return right.match.score - left.match.score;
  const leftName = joinedOf(left.document.name);
  const rightName = joinedOf(right.document.name);
  if (leftName !== rightName) return leftName < rightName ? -1 : 1;
  return left.document.id < right.document.id ? -1 : 1;
}

/** Exact name, exact address or title, the rest; deprecated after all of its kind, and never before what is offered. */
function rankOf(document: StoredDocument, exact: string): number {
  const isDeprecated = document.status === "deprecated";
  if (exact !== "" && joinedOf(document.name) === exact) return isDeprecated ? 1 : 0;
  if (isDeprecated) return 4;
  return exact !== "" && document.aliases.includes(exact) ? 2 : 3;
}

function statesOf(index: SearchIndex, document: StoredDocument): Hit["states"] {
  return ["family", "tier", "signature", "scan"].flatMap((id) => {
    const title = index.facets.find((facet) => facet.id === id)?.title ?? id;
    const values = valuesOf(index, document, id).filter(({ value }) => id !== "family" || value === UNREADABLE);
    return values.map(({ value, label }) => ({ facet: id, title, state: value, label }));
  });
}

function labelsOf(index: SearchIndex, document: StoredDocument): string[] {
  const ids = ["family", "license", "operation", "modality", "astronomy"];
  const values = ids.flatMap((id) => valuesOf(index, document, id)).filter(({ value }) => value !== UNREADABLE);
  return values.map((value) => value.label).slice(0, LABELS);
}

/** In the order of the fields' weight: `name: segment`, `concept: Segmentation`. */
function reasonsOf(index: SearchIndex, document: StoredDocument, match: Match): string[] {
  const reasons: string[] = [];
  for (const field of ["name", "title"]) addWords(reasons, field, match);
  const own = new Set(
    Object.keys(document.facets).flatMap((id) => valuesOf(index, document, id).map(({ value }) => value)),
  );
  const concepts = [...(match.because.get("concepts") ?? []), ...(match.because.get("broader") ?? [])];
  for (const token of [...new Set(concepts)].sort()) {
    // A word of its label finds a concept as well as the concept itself.
    const concept = index.concepts.find(
      ({ id, label }) => `#${id}` === token || (own.has(id) && tokensOf(label).includes(token)),
    );
    const reason = `concept: ${concept?.label}`;
    if (concept !== undefined && !reasons.includes(reason)) reasons.push(reason);
  }
  for (const field of Object.keys(FIELD_TITLES).slice(2)) addWords(reasons, field, match);
  if (reasons.length === 0 && match.because.size > 0) reasons.push(`name: ${document.name}`);
  return reasons.slice(0, REASONS);
}

function addWords(reasons: string[], field: string, match: Match): void {
  const words = [...(match.because.get(field) ?? [])].sort();
  if (words.length > 0) reasons.push(`${FIELD_TITLES[field] ?? field}: ${words.slice(0, 3).join(", ")}`);
}

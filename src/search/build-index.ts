import MiniSearch, { type AsPlainObject, type Options } from "minisearch";
import { WaybillError } from "../model/waybill-error.ts";
import { fieldWeights, type SearchDocument } from "./document.ts";
import type { FacetValue } from "./facets.ts";
import { nameTokensOf, tokensOf } from "./tokens.ts";

/** What is kept of a document for display, phrases and facets. */
export type StoredDocument = Pick<
  SearchDocument,
  "id" | "slug" | "name" | "title" | "summary" | "description" | "version" | "status" | "updated" | "repository"
> & {
  aliases: string[];
  /** Facet id → indexes into the facet's values. */
  facets: Record<string, number[]>;
};

interface StoredFacet {
  id: string;
  title: string;
  values: FacetValue[];
}

interface StoredConcept {
  id: string;
  label: string;
  phrases: string[];
}

/** `search-index.json`. */
interface IndexFile {
  schemaVersion: 1;
  facets: StoredFacet[];
  concepts: StoredConcept[];
  documents: StoredDocument[];
  minisearch: AsPlainObject;
}

/** An index ready to be asked. */
export interface SearchIndex extends Omit<IndexFile, "minisearch" | "schemaVersion"> {
  mini: MiniSearch<IndexedDocument>;
  /** All terms, for wildcards. */
  terms: string[];
}

type IndexedDocument = { id: number } & Record<keyof typeof fieldWeights, string[]>;

/** Documents are tokenized before MiniSearch sees them: its fields are lists of folded tokens. */
const OPTIONS: Options<IndexedDocument> = {
  fields: Object.keys(fieldWeights),
  idField: "id",
  stringifyField: (value) => (Array.isArray(value) ? value.join(" ") : String(value)),
  tokenize: (text) => text.split(" ").filter((token) => token !== ""),
  processTerm: (term) => term,
  autoVacuum: false,
};

/** The token under which a concept is indexed; no text can contain it. */
export function conceptToken(id: string): string {
  return `#${id}`;
}

/** `search-index.json` of these documents: same documents, same bytes, whatever their order. */
export function buildIndex(documents: readonly SearchDocument[]): string {
  const sorted = [...documents].sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
  const facets = collectFacets(sorted);
  const mini = new MiniSearch<IndexedDocument>(OPTIONS);
  for (const [position, document] of sorted.entries()) mini.add(toIndexed(document, position));
  const file: IndexFile = {
    schemaVersion: 1,
    facets,
    concepts: collectConcepts(sorted),
    documents: sorted.map((document) => toStored(document, facets)),
    minisearch: mini.toJSON(),
  };
  return `${JSON.stringify(file)}\n`;
}

/** Opens what `buildIndex` wrote; throws `catalog-newer` for a version that it does not know. */
export function loadIndex(json: string): SearchIndex {
  const value: unknown = JSON.parse(json);
  if (!isIndexFile(value))
    throw new WaybillError("catalog-newer", "the search index has a version this reader does not know");
  const { facets, concepts, documents, minisearch } = value;
  const mini = MiniSearch.loadJS<IndexedDocument>(minisearch, OPTIONS);
  return { facets, concepts, documents, mini, terms: minisearch.index.map(([term]) => term) };
}

function isIndexFile(value: unknown): value is IndexFile {
  return typeof value === "object" && value !== null && "schemaVersion" in value && value.schemaVersion === 1;
}

function toIndexed(document: SearchDocument, position: number): IndexedDocument {
  const direct = document.concepts.filter((concept) => !concept.isBroader);
  const broader = document.concepts.filter((concept) => concept.isBroader);
  return {
    id: position,
    name: nameTokensOf(document.name),
    title: nameTokensOf(document.title),
    summary: tokensOf(document.summary),
    description: tokensOf(document.description),
    concepts: direct.flatMap((concept) => [conceptToken(concept.id), ...tokensOf(concept.label)]),
    broader: broader.map((concept) => conceptToken(concept.id)),
    keywords: tokensOf(document.keywords),
    repository: nameTokensOf(document.repository),
    formats: tokensOf(document.formats),
    images: tokensOf(document.images),
    authors: tokensOf(document.authors),
    parameters: tokensOf(document.parameters),
  };
}

function toStored(document: SearchDocument, facets: readonly StoredFacet[]): StoredDocument {
  const codes: Record<string, number[]> = {};
  for (const facet of document.facets) {
    const values = facets.find((known) => known.id === facet.id)?.values ?? [];
    const indexes = facet.values.map(({ value }) => values.findIndex((known) => known.value === value));
    codes[facet.id] = indexes.sort((left, right) => left - right);
  }
  const { id, slug, name, title, summary, description, version, status, updated, repository, aliases } = document;
  const kept = { id, slug, name, title, summary, description, version, status, updated, repository, aliases };
  return { ...kept, facets: codes };
}

function collectFacets(documents: readonly SearchDocument[]): StoredFacet[] {
  const facets = new Map<string, { title: string; order: number; values: Map<string, string> }>();
  for (const { id, title, order, values } of documents.flatMap((document) => document.facets)) {
    const facet = facets.get(id) ?? { title, order, values: new Map<string, string>() };
    for (const { value, label } of values) facet.values.set(value, label);
    facets.set(id, facet);
  }
  const ordered = [...facets].sort(([, left], [, right]) => left.order - right.order);
  return ordered.map(([id, { title, values }]) => {
    const sorted = [...values].sort(([left], [right]) => (left < right ? -1 : 1));
    return { id, title, values: sorted.map(([value, label]) => ({ value, label })) };
  });
}

function collectConcepts(documents: readonly SearchDocument[]): StoredConcept[] {
  const concepts = new Map<string, StoredConcept>();
  for (const { id, label, phrases } of documents.flatMap((document) => document.concepts)) {
    concepts.set(id, { id, label, phrases });
  }
  return [...concepts.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}

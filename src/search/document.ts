import type { Entry } from "../model/entry.ts";
import type { Plugin } from "../model/plugin.ts";
import { ancestorsOf, conceptOf } from "../taxonomy/ancestors.ts";
import { wordsOf } from "../taxonomy/fold-text.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { cleanText } from "./clean-text.ts";
import { type DocumentFacet, facetsOf } from "./facets.ts";
import { knownOrLast, nameOf, summaryOf } from "./fact-value.ts";
import type { ImagesByDigest } from "./named-images.ts";
import { joinedOf } from "./tokens.ts";

/** A concept that an entry is found by; broader ones count less. */
export interface ConceptTerm {
  id: string;
  label: string;
  /** Folded label and synonyms. */
  phrases: string[];
  isBroader: boolean;
}

/** What is indexed and shown of an entry. Holds no e-mail address. */
export interface SearchDocument {
  id: string;
  slug: string;
  name: string;
  title: string;
  summary: string;
  description: string;
  version: string;
  status: "listed" | "deprecated" | "held";
  updated: string;
  /** `owner/name`. */
  repository: string;
  authors: string;
  parameters: string;
  formats: string;
  images: string;
  keywords: string;
  /** Joined forms under which the entry is the exact answer. */
  aliases: string[];
  concepts: ConceptTerm[];
  facets: DocumentFacet[];
}

/** How much a hit in each field weighs: the one place for it. */
export const fieldWeights = {
  name: 10,
  title: 6,
  concepts: 4,
  keywords: 3,
  summary: 2.5,
  repository: 2,
  broader: 2,
  formats: 1.5,
  images: 1.5,
  authors: 1,
  description: 1,
  parameters: 0.7,
} as const satisfies Record<string, number>;

/** A field that a query can name. */
export type SearchField = keyof typeof fieldWeights;

/** The document of an entry; `images` are those of the catalog by digest. */
export function toSearchDocument(entry: Entry, images: ImagesByDigest, taxonomy: Taxonomy): SearchDocument {
  const plugin = knownOrLast(entry.plugin);
  const name = cleanText(nameOf(entry), 200);
  const title = cleanText(plugin?.title, 200);
  const repository = [entry.repository.owner, entry.repository.name].filter((part) => part !== "").join("/");
  return {
    id: entry.id,
    slug: entry.slug,
    name,
    title,
    summary: summaryOf(plugin),
    description: cleanText(plugin?.description, 2000),
    version: cleanText(plugin?.version?.raw, 60),
    status: entry.status === "deprecated" || entry.status === "held" ? entry.status : "listed",
    updated: entry.lastChanged,
    repository,
    ...textsOf(plugin),
    aliases: aliasesOf(entry, name, title),
    concepts: conceptTermsOf(entry, taxonomy),
    facets: facetsOf(entry, images, taxonomy),
  };
}

function textsOf(
  plugin: Plugin | undefined,
): Pick<SearchDocument, "authors" | "parameters" | "formats" | "images" | "keywords"> {
  if (plugin === undefined) return { authors: "", parameters: "", formats: "", images: "", keywords: "" };
  const parameters = plugin.parameters.slice(0, 200);
  const formats = parameters.flatMap(({ formats }) => formats.map((format) => format.raw));
  return {
    authors: listed(plugin.authors.map((author) => author.name)),
    parameters: listed(parameters.flatMap(({ key, label }) => (label === undefined ? [key] : [key, label]))),
    formats: listed([...new Set(formats)]),
    // Hosts are left out: "images.example.org" is no picture.
    images: listed(plugin.images.map((image) => image.reference?.repository ?? image.raw)),
    keywords: listed(plugin.claims),
  };
}

function listed(texts: readonly string[]): string {
  return texts
    .slice(0, 200)
    .map((text) => cleanText(text, 200))
    .join("\n")
    .slice(0, 4000);
}

/** People look for `lab/segment` as they see it in an image's or a repository's address. */
function aliasesOf(entry: Entry, name: string, title: string): string[] {
  const images = knownOrLast(entry.plugin)?.images ?? [];
  const paths = images.map((image) => image.reference?.repository).filter((path) => path !== undefined);
  const lasts = paths.map((path) => path.slice(path.lastIndexOf("/") + 1));
  const owned = [`${entry.repository.owner}/${name}`, `${entry.repository.owner}/${entry.repository.name}`];
  const aliases = [name, title, ...owned, ...paths, ...lasts].map(joinedOf);
  return [...new Set(aliases)].filter((alias) => alias !== "").sort();
}

function conceptTermsOf(entry: Entry, taxonomy: Taxonomy): ConceptTerm[] {
  const direct = new Set(entry.concepts.map((match) => match.id));
  const broader = [...direct].flatMap((id) => ancestorsOf(taxonomy, id)).filter((id) => !direct.has(id));
  const terms: ConceptTerm[] = [];
  for (const id of [...new Set([...direct, ...broader])].sort()) {
    const concept = conceptOf(taxonomy, id);
    if (concept === undefined) continue;
    const phrases = [concept.label, ...concept.synonyms].map((term) => foldedPhrase(term));
    terms.push({ id, label: concept.label, phrases: [...new Set(phrases)].sort(), isBroader: !direct.has(id) });
  }
  return terms;
}

function foldedPhrase(term: string): string {
  return wordsOf(term)
    .map((word) => word.folded)
    .join(" ");
}

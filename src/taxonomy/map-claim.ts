import { conceptOf } from "./ancestors.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

const VOCABULARY_ID =
  /^(?:https?:\/\/edamontology\.org\/|https?:\/\/astrothesaurus\.org\/uat\/|edam[\w-]*:|uat:|(?:operation|topic|data|format)_\d{4}$|[a-z][a-z-]*::|:[a-z])/i;
const tables = new WeakMap<Taxonomy, ReadonlyMap<string, readonly Concept[]>>();

/**
 * Concepts of an id as manifests write it: our own, EDAM (`EDAM:operation_3443`, `operation_3443`, its URL), UAT (URL
 * or `UAT:80`), debtags (`field::biology`), Neurodesk categories, skaha session types, media types. Empty for words.
 */
export function mappedConcepts(claim: string, taxonomy: Taxonomy): readonly Concept[] {
  const text = claim.slice(0, 200).trim();
  const own = conceptOf(taxonomy, text.toLowerCase());
  if (own !== undefined) return [own];
  const table = mappingsOf(taxonomy);
  for (const key of keysOf(text)) {
    const concepts = table.get(key.toLowerCase());
    if (concepts !== undefined) return concepts;
  }
  return [];
}

/** True for what is written as an id of EDAM, UAT or debtags, whether or not the taxonomy maps it. */
export function isVocabularyId(claim: string): boolean {
  return VOCABULARY_ID.test(claim.slice(0, 200).trim());
}

function keysOf(text: string): string[] {
  const astronomy = /^(?:https?:\/\/astrothesaurus\.org\/uat\/|uat:)(?<id>\d{1,6})$/i.exec(text)?.groups?.["id"];
  if (astronomy !== undefined) return [`UAT:${astronomy}`];
  const edam = /(?:^|[/:#])(?<id>(?:operation|topic|data|format)_[A-Za-z0-9_-]{1,80})$/i.exec(text)?.groups?.["id"];
  // The same number can name another class there: EDAM Bioimaging took some ids over and gave them other labels.
  if (edam !== undefined && /^edam-bio/i.test(text)) return [`EDAM-bioimaging:${edam}`];
  if (edam !== undefined) return [`EDAM:${edam}`, `EDAM-bioimaging:${edam}`];
  // Some labels keep only the end of a debtag: ":biology:bioinformatics".
  if (text.startsWith(":") && !text.startsWith("::")) return [`debtags:*${text}`];
  const slug = text.toLowerCase().replace(/[\s_]+/g, "-");
  return [text, `debtags:${text.replace(/^debtags?:/i, "")}`, `neurodesk:${slug}`, `skaha:${slug}`, mediaKey(text)];
}

function mediaKey(text: string): string {
  return `media-type:${text.replace(/^(?:iana|media-type):/i, "")}`;
}

function mappingsOf(taxonomy: Taxonomy): ReadonlyMap<string, readonly Concept[]> {
  const known = tables.get(taxonomy);
  if (known !== undefined) return known;
  const table = new Map<string, Concept[]>();
  const add = (key: string, concept: Concept): void => {
    const list = table.get(key) ?? [];
    if (!list.includes(concept)) list.push(concept);
    table.set(key, list);
  };
  for (const concept of taxonomy.concepts) {
    for (const mapping of concept.mappings) {
      add(mapping.toLowerCase(), concept);
      const end = /^debtags:[a-z-]+:(?<end>:.+)$/.exec(mapping)?.groups?.["end"];
      if (end !== undefined) add(`debtags:*${end}`, concept);
    }
  }
  tables.set(taxonomy, table);
  return table;
}

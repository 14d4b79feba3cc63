/** An axis of the vocabulary. */
export interface Facet {
  id: string;
  title: string;
}

/** One term of the vocabulary with its synonyms and its place in others. */
export interface Concept {
  /** `facet/name`, stable. */
  id: string;
  facet: string;
  label: string;
  definition: string;
  parent?: string;
  synonyms: string[];
  /** Those of the label and synonyms that say too little inside a sentence: they count in names, titles and claims. */
  nameWords?: string[];
  /** Names of programs that do this; count where `nameWords` do. */
  programs?: string[];
  /** Types of parameters that hold this: kinds of our record and words of manifest families. */
  types?: string[];
  /** e.g. `EDAM:operation_3443`. */
  mappings: string[];
}

/** The controlled vocabulary: content of `schemas/taxonomy.json`. */
export interface Taxonomy {
  schemaVersion: 1;
  version: string;
  facets: Facet[];
  concepts: Concept[];
}

import type { Parameter } from "../model/parameter.ts";
import { mappedConcepts } from "./map-claim.ts";
import { conceptsNamed } from "./match-phrases.ts";
import { phraseTableOf } from "./phrase-table.ts";
import type { Concept, Taxonomy } from "./taxonomy.ts";

/** A concept of the facet `data` and the format or type that named it. */
export interface DataHit {
  concept: Concept;
  words: string;
}

const FORMATS = 50;
const types = new WeakMap<Taxonomy, ReadonlyMap<string, readonly Concept[]>>();

/** Concepts that the type and the formats of a parameter say. */
export function dataConceptsOf(parameter: Parameter, taxonomy: Taxonomy): DataHit[] {
  const hits: DataHit[] = [];
  const add = (concepts: Iterable<Concept>, words: string): void => {
    for (const concept of concepts) if (concept.facet === "data") hits.push({ concept, words });
  };
  const byType = typesOf(taxonomy);
  for (const format of parameter.formats.slice(0, FORMATS)) {
    const raw = format.raw.slice(0, 200);
    for (const id of [format.edam, format.mediaType]) {
      if (id !== undefined) add(mappedConcepts(id, taxonomy), id);
    }
    add(byType.get(raw) ?? [], raw);
    for (const text of [raw, ...(format.extensions ?? []).map((extension) => extension.slice(0, 80))]) {
      add(formatNamed(text, taxonomy), text);
    }
  }
  const rawType = parameter.rawType.slice(0, 80);
  add(byType.get(rawType) ?? [], rawType);
  // The family's own words say more than the kind that they were counted to.
  if (hits.length === 0) add(byType.get(parameter.kind) ?? [], parameter.kind);
  return hits;
}

/** A format by its name, or by the suffix of a file name such as `[PREFIX].nii.gz`. */
function formatNamed(text: string, taxonomy: Taxonomy): Concept[] {
  const table = phraseTableOf(taxonomy);
  const named = [...mappedConcepts(text, taxonomy), ...conceptsNamed(text, table)];
  if (named.length > 0) return named;
  const suffixes = /\.(?<double>[a-z][a-z0-9]{0,7}\.[a-z][a-z0-9]{0,7})$/i.exec(text)?.groups?.["double"];
  const last = /\.(?<single>[a-z0-9]{1,8})$/i.exec(text)?.groups?.["single"];
  for (const suffix of [suffixes, last]) {
    const concepts = suffix === undefined ? [] : conceptsNamed(suffix, table);
    if (concepts.length > 0) return concepts;
  }
  return [];
}

function typesOf(taxonomy: Taxonomy): ReadonlyMap<string, readonly Concept[]> {
  const known = types.get(taxonomy);
  if (known !== undefined) return known;
  const table = new Map<string, Concept[]>();
  for (const concept of taxonomy.concepts) {
    for (const type of concept.types ?? []) table.set(type, [...(table.get(type) ?? []), concept]);
  }
  types.set(taxonomy, table);
  return table;
}

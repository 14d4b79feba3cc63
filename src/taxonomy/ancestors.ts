import type { Concept, Taxonomy } from "./taxonomy.ts";

const tables = new WeakMap<Taxonomy, Map<string, Concept>>();

/** The concept with this id, if the taxonomy has it. */
export function conceptOf(taxonomy: Taxonomy, id: string): Concept | undefined {
  let table = tables.get(taxonomy);
  if (table === undefined) {
    table = new Map(taxonomy.concepts.map((concept) => [concept.id, concept]));
    tables.set(taxonomy, table);
  }
  return table.get(id);
}

/** Ids of the broader concepts, nearest first, without the concept itself; a cycle ends where it closes. */
export function ancestorsOf(taxonomy: Taxonomy, id: string): string[] {
  const seen = new Set([id]);
  const ancestors: string[] = [];
  let parent = conceptOf(taxonomy, id)?.parent;
  while (parent !== undefined && !seen.has(parent)) {
    seen.add(parent);
    const concept = conceptOf(taxonomy, parent);
    if (concept === undefined) break;
    ancestors.push(parent);
    parent = concept.parent;
  }
  return ancestors;
}

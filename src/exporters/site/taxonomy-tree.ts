import type { TaxonomyNode } from "../../../index-site/pages/taxonomy-page.ts";
import type { SearchDocument } from "../../search/document.ts";
import type { Taxonomy } from "../../taxonomy/taxonomy.ts";

/** The taxonomy as trees by facet, with how many documents have each concept or a narrower one. */
export function taxonomyTree(
  taxonomy: Taxonomy,
  documents: readonly SearchDocument[],
): { id: string; title: string; nodes: TaxonomyNode[] }[] {
  const counts = new Map<string, number>();
  for (const { id } of documents.flatMap((document) => document.concepts)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return taxonomy.facets.map(({ id, title }) => ({ id, title, nodes: nodesUnder(taxonomy, counts, id, undefined, 0) }));
}

function nodesUnder(
  taxonomy: Taxonomy,
  counts: ReadonlyMap<string, number>,
  facet: string,
  parent: string | undefined,
  depth: number,
): TaxonomyNode[] {
  if (depth > 20) return [];
  const concepts = taxonomy.concepts.filter((concept) => concept.facet === facet && concept.parent === parent);
  const nodes = concepts.map(({ id, label, definition, synonyms, mappings }) => {
    const children = nodesUnder(taxonomy, counts, facet, id, depth + 1);
    return { id, label, definition, synonyms, mappings, count: counts.get(id) ?? 0, children };
  });
  return nodes.sort((left, right) => (left.label < right.label ? -1 : left.label > right.label ? 1 : 0));
}

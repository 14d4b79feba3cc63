import type { SearchIndex, StoredDocument } from "./build-index.ts";
import type { FacetValue } from "./facets.ts";

/** Chosen values by facet: OR inside a facet, AND between facets. */
export type Selection = ReadonlyMap<string, readonly string[]>;

/** A value of a facet with how many of the found documents have it. */
export interface FacetCount extends FacetValue {
  count: number;
  isSelected: boolean;
}

/** The values that a document has on a facet. */
export function valuesOf(index: SearchIndex, document: StoredDocument, facet: string): FacetValue[] {
  const values = index.facets.find((known) => known.id === facet)?.values ?? [];
  const codes = Object.hasOwn(document.facets, facet) ? (document.facets[facet] ?? []) : [];
  return codes.map((code) => values[code]).filter((value) => value !== undefined);
}

/** Whether a document passes the selection; `except` names a facet that is left out of it. */
export function isSelected(
  index: SearchIndex,
  document: StoredDocument,
  selection: Selection,
  except?: string,
): boolean {
  for (const [facet, wanted] of selection) {
    if (facet === except || wanted.length === 0) continue;
    if (!valuesOf(index, document, facet).some((value) => wanted.includes(value.value))) return false;
  }
  return true;
}

/**
 * Each facet with the counts of its values among the documents, counted with its own choice left out; most frequent
 * first. Values without documents are left out unless they are chosen.
 */
export function countFacets(
  index: SearchIndex,
  documents: readonly StoredDocument[],
  selection: Selection,
): { id: string; title: string; values: FacetCount[] }[] {
  return index.facets.map(({ id, title, values }) => {
    const counts = new Map<string, number>();
    for (const document of documents) {
      if (!isSelected(index, document, selection, id)) continue;
      for (const { value } of valuesOf(index, document, id)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const chosen = selection.get(id) ?? [];
    const counted = values.map(({ value, label }) => {
      return { value, label, count: counts.get(value) ?? 0, isSelected: chosen.includes(value) };
    });
    const shown = counted.filter((value) => value.count > 0 || value.isSelected);
    return { id, title, values: shown.sort((left, right) => right.count - left.count || byLabel(left, right)) };
  });
}

function byLabel(left: FacetValue, right: FacetValue): number {
  if (left.label !== right.label) return left.label < right.label ? -1 : 1;
  return left.value < right.value ? -1 : 1;
}

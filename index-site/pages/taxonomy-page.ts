import { type Html, html } from "../html.ts";
import { renderPage, type Site } from "../layout.ts";

/** A concept in the overview, with how many offered plugins have it or a narrower one. */
export interface TaxonomyNode {
  id: string;
  label: string;
  definition: string;
  synonyms: readonly string[];
  mappings: readonly string[];
  count: number;
  children: readonly TaxonomyNode[];
}

/** The overview of all concepts by facet. */
export function renderTaxonomyPage(
  site: Site,
  facets: readonly { id: string; title: string; nodes: readonly TaxonomyNode[] }[],
): string {
  const body = html`<h1>Taxonomy</h1>
<p class="lead">The words by which plugins are sorted. A concept is found by its own name and by its synonyms; a broader one finds what is under it.</p>
<nav class="jump" aria-label="Facets">${facets.map((facet) => html`<a href="${`#${facet.id}`}">${facet.title}</a> `)}</nav>
${facets.map((facet) => html`<section aria-labelledby="${facet.id}"><h2 id="${facet.id}">${facet.title}</h2><ul class="tree">${facet.nodes.map((node) => renderNode(facet.id, node))}</ul></section>`)}`;
  const description = "All concepts by which the plugins of this index are sorted.";
  return renderPage(site, { title: "Taxonomy", description, root: "../", path: "taxonomy/", body });
}

function renderNode(facet: string, node: TaxonomyNode): Html {
  const search = `../?${new URLSearchParams([[facet, node.id]]).toString()}`;
  const name =
    node.count > 0
      ? html`<a href="${search}">${node.label}</a> <span class="count">${node.count}</span>`
      : html`<span>${node.label}</span>`;
  const notes = [node.synonyms.length > 0 && html`Also: ${node.synonyms.join(", ")}.`, showMappings(node.mappings)];
  return html`<li><div class="concept${node.children.length > 0 && " is-broad"}"><p><strong>${name}</strong> ${node.definition}</p>
<p class="quiet">${notes}</p></div>
${node.children.length > 0 && html`<ul>${node.children.map((child) => renderNode(facet, child))}</ul>`}</li>`;
}

/** The same concept in other vocabularies, by its id there. */
function showMappings(mappings: readonly string[]): Html | undefined {
  if (mappings.length === 0) return undefined;
  return html` <span class="ids">${mappings.map((id) => html`<span>${id}</span> `)}</span>`;
}

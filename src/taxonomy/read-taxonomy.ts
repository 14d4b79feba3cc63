import { WaybillError } from "../model/waybill-error.ts";
import type { Concept, Facet, Taxonomy } from "./taxonomy.ts";

/** The taxonomy of a parsed `schemas/taxonomy.json`; throws `config-invalid` with the first thing that is wrong. */
export function readTaxonomy(value: unknown): Taxonomy {
  const root = asObject(value, "taxonomy");
  if (root["schemaVersion"] !== 1) throw fault("schemaVersion must be 1");
  const facets = asArray(root["facets"], "facets").map(readFacet);
  const concepts = asArray(root["concepts"], "concepts").map(readConcept);
  checkLinks(facets, concepts);
  return { schemaVersion: 1, version: asText(root["version"], "version"), facets, concepts };
}

function readFacet(value: unknown, index: number): Facet {
  const object = asObject(value, `facets/${index}`);
  return { id: asText(object["id"], `facets/${index}/id`), title: asText(object["title"], `facets/${index}/title`) };
}

function readConcept(value: unknown, index: number): Concept {
  const at = `concepts/${index}`;
  const object = asObject(value, at);
  const concept: Concept = {
    id: asText(object["id"], `${at}/id`),
    facet: asText(object["facet"], `${at}/facet`),
    label: asText(object["label"], `${at}/label`),
    definition: asText(object["definition"], `${at}/definition`),
    synonyms: asArray(object["synonyms"], `${at}/synonyms`).map((item) => asText(item, `${at}/synonyms`)),
    mappings: asArray(object["mappings"], `${at}/mappings`).map((item) => asText(item, `${at}/mappings`)),
  };
  if (object["parent"] !== undefined) concept.parent = asText(object["parent"], `${at}/parent`);
  for (const field of ["nameWords", "programs", "types"] as const) {
    if (object[field] === undefined) continue;
    concept[field] = asArray(object[field], `${at}/${field}`).map((item) => asText(item, `${at}/${field}`));
  }
  return concept;
}

function checkLinks(facets: readonly Facet[], concepts: readonly Concept[]): void {
  const facetIds = new Set(facets.map((facet) => facet.id));
  const byId = new Map(concepts.map((concept) => [concept.id, concept]));
  if (byId.size !== concepts.length) throw fault("two concepts have the same id");
  for (const concept of concepts) {
    if (!facetIds.has(concept.facet)) throw fault(`${concept.id} names the unknown facet ${concept.facet}`);
    if (!concept.id.startsWith(`${concept.facet}/`)) throw fault(`${concept.id} must begin with its facet`);
    const parent = concept.parent === undefined ? undefined : byId.get(concept.parent);
    if (concept.parent !== undefined && parent?.facet !== concept.facet) {
      throw fault(`${concept.id} names the parent ${concept.parent}, which its facet does not have`);
    }
    if (isOwnAncestor(concept, byId)) throw fault(`${concept.id} is broader than itself`);
  }
}

function isOwnAncestor(concept: Concept, byId: ReadonlyMap<string, Concept>): boolean {
  let parent = concept.parent;
  for (let depth = 0; parent !== undefined && depth < byId.size; depth += 1) {
    if (parent === concept.id) return true;
    parent = byId.get(parent)?.parent;
  }
  return false;
}

function asObject(value: unknown, at: string): Record<string, unknown> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) throw fault(`${at} must be an object`);
  // Checked above: an object that is no array.
  return value as Record<string, unknown>;
}

function asArray(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw fault(`${at} must be a list`);
  return value;
}

function asText(value: unknown, at: string): string {
  if (typeof value !== "string" || value === "") throw fault(`${at} must be a text that is not empty`);
  return value;
}

function fault(message: string): WaybillError {
  return new WaybillError("config-invalid", `taxonomy: ${message}`);
}

import taxonomyJson from "../../schemas/taxonomy.json" with { type: "json" };
import { readTaxonomy } from "./read-taxonomy.ts";
import type { Taxonomy } from "./taxonomy.ts";

/** The vocabulary that comes with Waybill (schemas/taxonomy.json). */
export const defaultTaxonomy: Taxonomy = readTaxonomy(taxonomyJson);

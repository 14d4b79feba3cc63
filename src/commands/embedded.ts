import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import taxonomyJson from "../../schemas/taxonomy.json" with { type: "json" };
import { readTaxonomy } from "../taxonomy/read-taxonomy.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** The vocabulary that comes with Waybill (schemas/taxonomy.json). */
export const taxonomy: Taxonomy = readTaxonomy(taxonomyJson);

/** The built client files of the site that come with Waybill, by name: publishing needs no bundler. */
export function readAssets(): Record<string, string> {
  const folder = join(import.meta.dirname, "..", "..", "index-site", "dist");
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

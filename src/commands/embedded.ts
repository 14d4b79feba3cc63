import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The vocabulary that comes with Waybill (schemas/taxonomy.json). */
export { defaultTaxonomy as taxonomy } from "../taxonomy/default-taxonomy.ts";

/** The built client files of the site that come with Waybill, by name: publishing needs no bundler. */
export function readAssets(): Record<string, string> {
  const folder = join(import.meta.dirname, "..", "..", "index-site", "dist");
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

import type { Entry } from "../../model/entry.ts";
import type { ExportContext } from "../exporter.ts";

/**
 * Slugs under which offered entries were published before their repository was renamed, each with the present one. An
 * address that another entry has now is that entry's: a name that was registered again inherits nothing.
 */
export function formerSlugsOf(entries: readonly Entry[], context: ExportContext): [former: string, slug: string][] {
  const { slugOf } = context;
  if (slugOf === undefined) return [];
  const taken = new Set(entries.map((entry) => entry.slug.toLowerCase()));
  const former = new Map<string, string>();
  for (const entry of entries) {
    // A private repository's present name is not told to those who knew the former one.
    if (entry.status === "gone") continue;
    const place = entry.id.slice(entry.id.indexOf("//"));
    for (const name of entry.repository.formerNames) {
      const slug = slugOf(`${name}${place}`);
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(slug) || taken.has(slug.toLowerCase())) continue;
      taken.add(slug.toLowerCase());
      former.set(slug, entry.slug);
    }
  }
  return [...former].sort(([left], [right]) => (left < right ? -1 : 1));
}

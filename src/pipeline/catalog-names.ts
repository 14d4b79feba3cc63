import type { Catalog } from "../model/catalog.ts";

const made = new WeakMap<Catalog, readonly string[]>();

/** Names of all plugins of a catalog: one and the same list whenever it is asked for. */
export function catalogNamesOf(catalog: Catalog): readonly string[] {
  const known = made.get(catalog);
  if (known !== undefined) return known;
  const entries = catalog.repositories.flatMap((record) => record.entries);
  const names = entries.flatMap(({ plugin }) => (plugin.outcome === "known" ? [plugin.value.name] : []));
  made.set(catalog, names);
  return names;
}

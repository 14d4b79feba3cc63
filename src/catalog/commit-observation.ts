import type { Catalog } from "../model/catalog.ts";
import { withCatalogLock } from "./catalog-lock.ts";
import type { GuardAnswer } from "./guard.ts";
import type { RunObservation } from "./observation.ts";
import { readCatalog } from "./read-catalog.ts";
import { updateCatalog } from "./update-catalog.ts";
import { writeCatalog } from "./write-catalog.ts";

/** A catalog as it was written, and whether the guard let it pass. */
export interface CommittedUpdate {
  catalog: Catalog;
  guard: GuardAnswer;
  filesWritten: number;
}

/**
 * Joins what a run saw with the catalog as it is now (others may have written since the run began), and writes it.
 * `empty` stands where there is none yet.
 */
export function commitObservation(
  folder: string,
  empty: Catalog,
  observation: RunObservation,
  lossPercent: number,
): CommittedUpdate {
  return withCatalogLock(folder, () => {
    const present = readCatalog(folder) ?? empty;
    const { catalog, guard } = updateCatalog(present, observation, lossPercent);
    return { catalog, guard, filesWritten: writeCatalog(folder, catalog) };
  });
}

/** Edits the catalog as it is now; `edit` gives the same object back where there is nothing to do. */
export function commitChange(folder: string, edit: (present: Catalog) => Catalog): { hasChanged: boolean } {
  return withCatalogLock(folder, () => {
    const present = readCatalog(folder);
    if (present === undefined) return { hasChanged: false };
    const next = edit(present);
    if (next !== present) writeCatalog(folder, next);
    return { hasChanged: next !== present };
  });
}

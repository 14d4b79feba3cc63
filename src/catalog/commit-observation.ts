import type { Catalog } from "../model/catalog.ts";
import { withCatalogLock } from "./catalog-lock.ts";
import type { GuardAnswer } from "./guard.ts";
import type { RunObservation } from "./observation.ts";
import { readCatalog, readCatalogAgain } from "./read-catalog.ts";
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
 * `earlier` is the catalog as the run read it; where none was there yet, an empty one.
 */
export function commitObservation(
  folder: string,
  earlier: Catalog,
  observation: RunObservation,
  lossPercent: number,
): CommittedUpdate {
  return withCatalogLock(folder, () => {
    const found = readCatalogAgain(folder, earlier);
    const { catalog, guard } = updateCatalog(found ?? earlier, observation, lossPercent);
    return { catalog, guard, filesWritten: writeCatalog(folder, catalog, found) };
  });
}

/** Edits the catalog as it is now; `edit` gives the same object back where there is nothing to do. */
export function commitChange(folder: string, edit: (present: Catalog) => Catalog): { hasChanged: boolean } {
  return withCatalogLock(folder, () => {
    const present = readCatalog(folder);
    if (present === undefined) return { hasChanged: false };
    const next = edit(present);
    if (next !== present) writeCatalog(folder, next, present);
    return { hasChanged: next !== present };
  });
}

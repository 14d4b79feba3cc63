import { compareText } from "../document/canonical-json.ts";
import type { Catalog, CatalogHeader, RepositoryRecord } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";
import { dropUnnamed } from "./drop-unnamed.ts";
import { type GuardAnswer, guardCompleteness } from "./guard.ts";
import { describeChanges } from "./history-events.ts";
import type { RunObservation } from "./observation.ts";
import { joinImages, updateImages } from "./update-images.ts";
import { updateRecords } from "./update-records.ts";

/** The catalog after a run, and whether the guard lets it be published. */
export interface CatalogUpdate {
  catalog: Catalog;
  guard: GuardAnswer;
}

/** Joins what a run saw with what the catalog remembers. Pure: same inputs, same catalog, whatever their order. */
export function updateCatalog(before: Catalog, run: RunObservation, lossPercent: number): CatalogUpdate {
  const { records, unexplained } = updateRecords(before, run);
  const guard = guardCompleteness(before, run, unexplained, lossPercent);
  if (guard.outcome === "held") return { catalog: holdBack(before, run.asOf, guard), guard };
  const images = dropUnnamed(updateImages(before.images, joinSeen(run.images), run), before, records);
  const header = describeCatalog(before, run, records, images);
  const next: Catalog = { header, repositories: records, images, history: before.history };
  const events = describeChanges(before, next, run.asOf);
  if (events.length === 0) next.header.asOf = before.header.asOf;
  const history = events.length === 0 ? before.history : [...before.history, ...events];
  return { catalog: { ...next, history }, guard };
}

/** Counts by kind: tombstones are counted apart from entries. */
export function countRecords(
  repositories: readonly RepositoryRecord[],
  images: readonly Image[],
): CatalogHeader["counts"] {
  const entries = repositories.flatMap((record) => record.entries);
  const gone = entries.filter((entry) => entry.status === "gone").length;
  return { repositories: repositories.length, entries: entries.length - gone, images: images.length, gone };
}

function joinSeen(seen: readonly Image[]): Image[] {
  const joined = new Map<string, Image>();
  for (const image of seen) {
    const known = joined.get(image.digest);
    joined.set(image.digest, known === undefined ? image : joinImages(known, image));
  }
  return [...joined.values()];
}

function holdBack(before: Catalog, asOf: string, guard: { reason: string; wouldLose: string[] }): Catalog {
  const since = before.held?.since ?? asOf;
  return { ...before, held: { schemaVersion: 1, since, reason: guard.reason, wouldLose: guard.wouldLose } };
}

function describeCatalog(
  before: Catalog,
  run: RunObservation,
  repositories: RepositoryRecord[],
  images: Image[],
): CatalogHeader {
  const { generator, asOf, title, license } = run;
  const listed = run.only === undefined ? run.sources : before.header.sources;
  const sources = [...listed].sort((a, b) => compareText(a.id, b.id));
  return { schemaVersion: 1, generator, asOf, title, license, sources, counts: countRecords(repositories, images) };
}

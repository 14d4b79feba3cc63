import { compareText } from "../document/canonical-json.ts";
import type { Catalog, CatalogHeader, RepositoryRecord } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { repositoryIdentity, repositoryKey } from "./entry-id.ts";
import { type GuardAnswer, guardCompleteness } from "./guard.ts";
import { describeChanges } from "./history-events.ts";
import type { RunObservation } from "./observation.ts";
import { moveEntry, retireEntry, updateRepository } from "./update-entries.ts";
import { joinImages, updateImages } from "./update-images.ts";

/** Reason of the tombstones that the completeness guard counts: nobody said why the repository left. */
export const UNEXPLAINED = "its repository is no longer listed by any source";

/** The catalog after a run, and whether the guard lets it be published. */
export interface CatalogUpdate {
  catalog: Catalog;
  guard: GuardAnswer;
}

/**
 * Joins what a run saw with what the catalog remembers. Pure: same inputs, same catalog, whatever their order. A run
 * with a scope that drops others gives the catalog of a shard; `mergeShards` makes the whole.
 */
export function updateCatalog(whole: Catalog, run: RunObservation, lossPercent: number): CatalogUpdate {
  const before = shareOf(whole, run.scope);
  const { records, unexplained } = updateRecords(before, run);
  const guard = guardCompleteness(before, run, unexplained, lossPercent);
  if (guard.outcome === "held") return { catalog: holdBack(before, run.asOf, guard), guard };
  const repositories = records.sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository)));
  const images = dropUnnamed(updateImages(before.images, joinSeen(run.images), run.asOf), before, repositories);
  const header = describeCatalog(before, run, repositories, images);
  const next: Catalog = { header, repositories, images, history: before.history };
  const events = describeChanges(before, next, run.asOf);
  if (events.length === 0) next.header.asOf = before.header.asOf;
  return { catalog: { ...next, history: [...before.history, ...events] }, guard };
}

function shareOf(whole: Catalog, scope: RunObservation["scope"]): Catalog {
  if (scope?.others !== "drop") return whole;
  return { ...whole, repositories: whole.repositories.filter((record) => scope.contains(record.repository)) };
}

function updateRecords(before: Catalog, run: RunObservation): { records: RepositoryRecord[]; unexplained: string[] } {
  const known = new Map(before.repositories.map((record) => [repositoryIdentity(record.repository), record]));
  const records: RepositoryRecord[] = [];
  for (const seen of run.repositories) {
    const identity = repositoryIdentity(seen.repository);
    const record = updateRepository(known.get(identity), seen, run.asOf);
    known.delete(identity);
    if (record.entries.length > 0) records.push(record);
  }
  const unexplained: string[] = [];
  const unreachable = new Set(run.unreachable);
  const reasons = new Map((run.withdrawn ?? []).map((one) => [repositoryIdentity(one.repository), one.reason]));
  for (const record of known.values()) {
    const reason = reasons.get(repositoryIdentity(record.repository));
    if (reason !== undefined) {
      records.push(retireRecord(record, reason, run.asOf));
      continue;
    }
    const isOther = run.scope !== undefined && !run.scope.contains(record.repository);
    if (isOther || unreachable.has(repositoryKey(record.repository))) {
      records.push(record);
      continue;
    }
    unexplained.push(...record.entries.filter((entry) => entry.status !== "gone").map((entry) => entry.id));
    records.push(retireRecord(record, UNEXPLAINED, run.asOf));
  }
  return { records: joinAddresses(records), unexplained };
}

/**
 * One record an address: a repository that took a freed name stands there, and the tombstones of the one before it
 * stay beside it where their ids are still free.
 */
function joinAddresses(records: readonly RepositoryRecord[]): RepositoryRecord[] {
  const byAddress = new Map<string, RepositoryRecord>();
  for (const record of records) {
    const key = repositoryKey(record.repository);
    const other = byAddress.get(key);
    if (other === undefined) {
      byAddress.set(key, record);
      continue;
    }
    const [live, left] = isAllGone(record) ? [other, record] : [record, other];
    const taken = new Set(live.entries.map((entry) => entry.id));
    const entries = [
      ...live.entries,
      ...left.entries.filter((entry) => entry.status === "gone" && !taken.has(entry.id)),
    ];
    byAddress.set(key, { ...live, entries: entries.sort((a, b) => compareText(a.id, b.id)) });
  }
  return [...byAddress.values()];
}

function isAllGone(record: RepositoryRecord): boolean {
  return record.entries.every((entry) => entry.status === "gone");
}

/** Takes a repository out for a positive reason (deleted, made private, taken down): gone at once, never guarded. */
export function removeRepository(
  before: Catalog,
  matches: (repository: SourceRepository) => boolean,
  reason: string,
  asOf: string,
): Catalog {
  const repositories = before.repositories.map((record) =>
    matches(record.repository) ? retireRecord(record, reason, asOf) : record,
  );
  return withChanges(before, repositories, asOf);
}

/** Gives a repository its new address; its entries keep their history and answer at their old ids. */
export function renameRepository(before: Catalog, to: SourceRepository, asOf: string): Catalog {
  const repositories = before.repositories.map((record) => {
    if (repositoryIdentity(record.repository) !== repositoryIdentity(to)) return record;
    const former = new Set([...record.repository.formerNames, repositoryKey(record.repository)]);
    former.delete(repositoryKey(to));
    const { host, owner, name } = to;
    const repository = { ...record.repository, host, owner, name, formerNames: [...former] };
    return { ...record, repository, entries: record.entries.map((entry) => moveEntry(entry, repository)) };
  });
  return withChanges(before, repositories, asOf);
}

function withChanges(before: Catalog, changed: RepositoryRecord[], asOf: string): Catalog {
  const repositories = changed.sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository)));
  const images = dropUnnamed(before.images, before, repositories);
  const header = { ...before.header, asOf, counts: countRecords(repositories, images) };
  const next: Catalog = { ...before, header, repositories, images };
  return { ...next, history: [...before.history, ...describeChanges(before, next, asOf)] };
}

function retireRecord(record: RepositoryRecord, reason: string, asOf: string): RepositoryRecord {
  return { ...record, entries: record.entries.map((entry) => retireEntry(entry, reason, asOf)) };
}

/**
 * Images that an entry named before and none names now leave with their plugins, so that nothing of a repository
 * made private stays; their history lines remain.
 */
function dropUnnamed(images: readonly Image[], before: Catalog, repositories: readonly RepositoryRecord[]): Image[] {
  const namedNow = namedDigests(repositories);
  const namedBefore = namedDigests(before.repositories);
  const periods = images.flatMap((image) => image.tagHistory);
  const current = new Map(
    periods.filter(({ to }) => to === undefined).map(({ reference, digest }) => [reference, digest]),
  );
  return images.filter((image) => {
    if (namedNow.has(image.digest) || !namedBefore.has(image.digest)) return true;
    return image.tagHistory.some(({ reference, to }) => to !== undefined && namedNow.has(current.get(reference) ?? ""));
  });
}

function namedDigests(repositories: readonly RepositoryRecord[]): Set<string> {
  const digests = new Set<string>();
  for (const { entries } of repositories) {
    for (const { digest } of entries.flatMap((entry) => entry.images)) {
      if (digest.outcome === "known") digests.add(digest.value);
      if (digest.outcome === "not-available" && digest.last !== undefined) digests.add(digest.last.value);
    }
  }
  return digests;
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
  const listed = run.scope?.others === "leave" ? before.header.sources : run.sources;
  const sources = [...listed].sort((a, b) => compareText(a.id, b.id));
  return { schemaVersion: 1, generator, asOf, title, license, sources, counts: countRecords(repositories, images) };
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

import { compareText } from "../document/canonical-json.ts";
import type { Catalog, RepositoryRecord } from "../model/catalog.ts";
import type { Entry } from "../model/entry.ts";
import { repositoryKey } from "./entry-id.ts";
import type { RunObservation } from "./observation.ts";
import { isSameRepository, mapByRepository } from "./same-repository.ts";
import { retireEntry, updateRepository } from "./update-entries.ts";

/** Reason of the tombstones that the completeness guard counts: nobody said why the repository left. */
const UNEXPLAINED = "its repository is no longer listed by any source";

/** Records after a run, sorted, and the ids of entries that left without a positive reason. */
export interface UpdatedRecords {
  records: RepositoryRecord[];
  unexplained: string[];
}

/** Joins the repositories a run saw with those the catalog remembers; the order of either does not matter. */
export function updateRecords(before: Catalog, run: RunObservation): UpdatedRecords {
  const known = mapByRepository(before.repositories.map((record) => [record.repository, record]));
  const seen: RepositoryRecord[] = [];
  const matched = new Set<RepositoryRecord>();
  for (const one of run.repositories) {
    const record = known.get(one.repository);
    if (record !== undefined) matched.add(record);
    // Told of something newer while the run was under way (a webhook: made private): the newer knowledge stands.
    const isNewer = record?.entries.some((entry) => entry.lastChanged > run.asOf) === true;
    const stands = isNewer || record === one.standing;
    const updated = stands && record !== undefined ? record : updateRepository(record, one, run.asOf);
    if (updated.entries.length > 0) seen.push(updated);
  }
  const left: RepositoryRecord[] = [];
  const unexplained: string[] = [];
  const unreachable = mapByRepository(run.unreachable.map((address) => [address, true]));
  const reasons = mapByRepository(run.withdrawn.map(({ repository, reason }) => [repository, reason]));
  for (const record of before.repositories) {
    if (matched.has(record)) continue;
    const reason = reasons.get(record.repository);
    const isOther = run.only !== undefined && !isSameRepository(run.only, record.repository);
    if (reason !== undefined) left.push(retireRecord(record, reason, run.asOf));
    else if (isOther || unreachable.has(record.repository)) left.push(record);
    else {
      unexplained.push(...record.entries.filter(isListed).map((entry) => entry.id));
      left.push(retireRecord(record, UNEXPLAINED, run.asOf));
    }
  }
  return { records: joinAddresses(seen, left, run.asOf), unexplained };
}

/** Every entry a tombstone. */
export function retireRecord(record: RepositoryRecord, reason: string, asOf: string): RepositoryRecord {
  return { ...record, entries: record.entries.map((entry) => retireEntry(entry, reason, asOf)) };
}

/**
 * One record an address. `present` repositories stand where they are; an absent one whose address another has taken
 * leaves its tombstones there, where their ids are still free.
 */
export function joinAddresses(
  present: readonly RepositoryRecord[],
  absent: readonly RepositoryRecord[],
  asOf: string,
): RepositoryRecord[] {
  const byAddress = new Map<string, RepositoryRecord>();
  for (const record of sortRecords([...present])) byAddress.set(repositoryKey(record.repository), record);
  for (const record of sortRecords([...absent])) {
    const key = repositoryKey(record.repository);
    const standing = byAddress.get(key);
    byAddress.set(key, standing === undefined ? record : buryBeside(standing, record, asOf));
  }
  return sortRecords([...byAddress.values()]);
}

function buryBeside(standing: RepositoryRecord, left: RepositoryRecord, asOf: string): RepositoryRecord {
  const taken = new Set(standing.entries.map((entry) => entry.id));
  const tombstones = retireRecord(left, "another repository has its address now", asOf).entries;
  const entries = [...standing.entries, ...tombstones.filter((entry) => !taken.has(entry.id))];
  return { ...standing, entries: entries.sort((a, b) => compareText(a.id, b.id)) };
}

function sortRecords(records: RepositoryRecord[]): RepositoryRecord[] {
  return records.sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository)));
}

function isListed(entry: Entry): boolean {
  return entry.status !== "gone";
}

import type { Catalog, RepositoryRecord } from "../model/catalog.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { dropUnnamed } from "./drop-unnamed.ts";
import { repositoryKey } from "./entry-id.ts";
import { describeChanges } from "./history-events.ts";
import { isSameRepository, type RepositoryAddress } from "./same-repository.ts";
import { countRecords } from "./update-catalog.ts";
import { moveEntry } from "./update-entries.ts";
import { joinAddresses, retireRecord } from "./update-records.ts";

/** Takes a repository out for a positive reason (deleted, made private, taken down): gone at once, never guarded. */
export function removeRepository(before: Catalog, address: RepositoryAddress, reason: string, asOf: string): Catalog {
  const records = before.repositories.map((record) =>
    isSameRepository(record.repository, address) ? retireRecord(record, reason, asOf) : record,
  );
  return withRecords(before, records, [], asOf);
}

/** Gives a repository its new address; its entries keep their history and answer at their old ids. */
export function renameRepository(before: Catalog, to: SourceRepository, asOf: string): Catalog {
  const renamed: RepositoryRecord[] = [];
  const others: RepositoryRecord[] = [];
  for (const record of before.repositories) {
    if (isSameRepository(record.repository, to)) renamed.push(moveRecord(record, to));
    else others.push(record);
  }
  // Who has been told of the new name stands there; what stood there before is gone or will be seen again.
  return withRecords(before, renamed, others, asOf);
}

function moveRecord(record: RepositoryRecord, to: SourceRepository): RepositoryRecord {
  const former = new Set([...record.repository.formerNames, repositoryKey(record.repository)]);
  former.delete(repositoryKey(to));
  const { host, owner, name, id } = to;
  const repository = {
    ...record.repository,
    host,
    owner,
    name,
    ...(id === undefined ? {} : { id }),
    formerNames: [...former],
  };
  return { ...record, repository, entries: record.entries.map((entry) => moveEntry(entry, repository)) };
}

function withRecords(
  before: Catalog,
  present: readonly RepositoryRecord[],
  absent: readonly RepositoryRecord[],
  asOf: string,
): Catalog {
  const repositories = joinAddresses(present, absent, asOf);
  const images = dropUnnamed(before.images, before, repositories);
  const next: Catalog = { ...before, repositories, images };
  const events = describeChanges(before, next, asOf);
  // Nothing of it was in the catalog: nothing is written, nothing is published.
  if (events.length === 0) return before;
  next.header = { ...before.header, asOf, counts: countRecords(repositories, images) };
  return { ...next, history: [...before.history, ...events] };
}

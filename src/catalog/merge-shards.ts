import { canonicalLine, compareText } from "../document/canonical-json.ts";
import type { Catalog, CatalogHeader, RepositoryRecord, SourceSummary } from "../model/catalog.ts";
import type { Entry } from "../model/entry.ts";
import type { Image } from "../model/image.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { repositoryKey } from "./entry-id.ts";
import { type GuardAnswer, guardCompleteness } from "./guard.ts";
import { sortEvents, stableKey } from "./history-events.ts";
import { countRecords, UNEXPLAINED } from "./update-catalog.ts";
import { joinImages } from "./update-images.ts";

/**
 * The whole catalog of the shards of one run: byte for byte what one unsharded run would have written. The guard is
 * asked here, about the whole. Throws `usage` when two shards hold the same repository.
 */
export function mergeShards(
  before: Catalog,
  shards: readonly Catalog[],
  lossPercent: number,
): { catalog: Catalog; guard: GuardAnswer } {
  const repositories = joinRepositories(shards);
  const images = new Map<string, Image>();
  for (const image of shards.flatMap((shard) => shard.images)) {
    const known = images.get(image.digest);
    images.set(image.digest, known === undefined ? image : joinImages(known, image));
  }
  const sorted = [...images.values()].sort((a, b) => compareText(a.digest, b.digest));
  const header = joinHeaders(before, shards, repositories, sorted);
  const told = new Set(before.history.map(canonicalLine));
  const events = sortEvents(
    shards.flatMap((shard) => shard.history).filter((event) => !told.has(canonicalLine(event))),
  );
  const catalog: Catalog = { header, repositories, images: sorted, history: [...before.history, ...events] };
  const guard = guardCompleteness(before, header, unexplainedIn(before, repositories), lossPercent);
  if (guard.outcome === "pass") return { catalog, guard };
  const since = before.held?.since ?? header.asOf;
  const held = { schemaVersion: 1 as const, since, reason: guard.reason, wouldLose: guard.wouldLose };
  return { catalog: { ...before, held }, guard };
}

function joinRepositories(shards: readonly Catalog[]): RepositoryRecord[] {
  const records = new Map<string, RepositoryRecord>();
  for (const record of shards.flatMap((shard) => shard.repositories)) {
    const key = repositoryKey(record.repository);
    if (records.has(key)) {
      throw new WaybillError("usage", `${key} stands in two shards: expected shards of one run, made with --shard K/N`);
    }
    records.set(key, record);
  }
  return [...records.values()].sort((a, b) => compareText(repositoryKey(a.repository), repositoryKey(b.repository)));
}

function joinHeaders(
  before: Catalog,
  shards: readonly Catalog[],
  repositories: RepositoryRecord[],
  images: Image[],
): CatalogHeader {
  const headers = shards.map((shard) => shard.header).sort((a, b) => compareText(b.asOf, a.asOf));
  const newest = headers[0] ?? before.header;
  const sources = new Map<string, SourceSummary>();
  for (const source of headers.flatMap((header) => header.sources)) sources.set(source.id, source);
  return {
    ...newest,
    sources: [...sources.values()].sort((a, b) => compareText(a.id, b.id)),
    counts: countRecords(repositories, images),
  };
}

/** Entries that left without a reason; those of a shard that did not begin from this catalog are among them. */
function unexplainedIn(before: Catalog, repositories: readonly RepositoryRecord[]): string[] {
  const after = new Map(entriesOf(repositories).map((entry) => [stableKey(entry), entry]));
  const lost = entriesOf(before.repositories).filter((entry) => {
    const now = after.get(stableKey(entry));
    return isListed(entry) && (now === undefined || (!isListed(now) && now.statusReason === UNEXPLAINED));
  });
  return lost.map((entry) => entry.id);
}

function entriesOf(records: readonly RepositoryRecord[]): Entry[] {
  return records.flatMap((record) => record.entries);
}

function isListed(entry: Entry): boolean {
  return entry.status !== "gone";
}

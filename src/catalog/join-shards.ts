import { canonicalLine, compareText } from "../document/canonical-json.ts";
import type { SourceSummary } from "../model/catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { repositoryKey } from "./entry-id.ts";
import type { RunObservation } from "./observation.ts";

/** What one shard of a run saw: content of the file that `crawl --shard K/N` writes. */
export interface ShardObservation {
  schemaVersion: 1;
  shard: { index: number; count: number };
  observation: RunObservation;
}

/**
 * What the whole run would have seen; the catalog made of it is byte for byte that of an unsharded run. Throws `usage`
 * when shards are missing, stand twice, or are of different runs.
 */
export function joinShards(shards: readonly ShardObservation[]): RunObservation {
  checkComplete(shards);
  const observations = shards.toSorted((a, b) => a.shard.index - b.shard.index).map(({ observation }) => observation);
  const [first] = observations;
  if (first === undefined) throw new WaybillError("usage", "expected shards of one run, got none");
  const sources = new Map<string, SourceSummary>();
  for (const source of observations.flatMap((one) => one.sources)) sources.set(source.id, source);
  const joined: RunObservation = {
    ...first,
    sources: [...sources.values()].sort((a, b) => compareText(a.id, b.id)),
    incomplete: [...new Set(observations.flatMap((one) => one.incomplete))].sort(),
    repositories: observations.flatMap((one) => one.repositories),
    withdrawn: unique(observations.flatMap((one) => one.withdrawn)),
    unreachable: unique(observations.flatMap((one) => one.unreachable)),
    images: observations.flatMap((one) => one.images),
    moved: unique(observations.flatMap((one) => one.moved)),
  };
  checkDisjoint(joined);
  return joined;
}

function checkComplete(shards: readonly ShardObservation[]): void {
  const [first] = shards;
  const count = first?.shard.count ?? 0;
  const runs = new Set(shards.map(({ shard, observation }) => `${shard.count} shards of ${observation.asOf}`));
  if (runs.size > 1) throw new WaybillError("usage", `expected shards of one run, got ${[...runs].join(", ")}`);
  const given = shards.map(({ shard }) => shard.index);
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !given.includes(index));
  if (missing.length > 0) throw new WaybillError("usage", `shards ${missing.join(", ")} of ${count} are missing`);
  if (given.length !== count)
    throw new WaybillError("usage", `expected ${count} shards, each once, got ${given.join(", ")}`);
}

function checkDisjoint({ repositories }: RunObservation): void {
  const seen = new Set<string>();
  for (const { repository } of repositories) {
    const key = `${repositoryKey(repository)} ${repository.id ?? ""}`;
    if (seen.has(key)) throw new WaybillError("usage", `${repositoryKey(repository)} stands in two shards`);
    seen.add(key);
  }
}

function unique<T>(things: readonly T[]): T[] {
  return [...new Map(things.map((thing) => [canonicalLine(thing), thing])).values()];
}

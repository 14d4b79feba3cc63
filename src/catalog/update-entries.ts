import { compareText } from "../document/canonical-json.ts";
import type { RepositoryRecord } from "../model/catalog.ts";
import type { Entry, EntryStatus, PublishedVersion } from "../model/entry.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { carryFact, refreshDate, sameSubstance, substanceOf } from "./carry-facts.ts";
import { makeEntryId, repositoryKey, slugOf } from "./entry-id.ts";
import type { ObservedEntry, RepositoryObservation } from "./observation.ts";
import { isSameRepository } from "./same-repository.ts";

/**
 * The record of a repository after it was read: dates, versions and last known good come from `before`; entries whose
 * manifest is no longer there become tombstones (a positive reason: the repository was read without it).
 */
export function updateRepository(
  before: RepositoryRecord | undefined,
  seen: RepositoryObservation,
  asOf: string,
): RepositoryRecord {
  const repository = withFormerNames(before?.repository, seen.repository);
  // Tombstones of another repository that had this address stay its own: nothing of them is inherited.
  const [own, others] = splitEntries(before?.entries ?? [], seen.repository);
  const known = new Map(own.map((entry) => [localKey(entry.manifest.path, toolOf(entry)), entry]));
  const entries = seen.entries.map((observed) => {
    const key = localKey(observed.manifest.path, observed.tool);
    const previous = known.get(key);
    known.delete(key);
    return updateEntry(previous, observed, repository, asOf);
  });
  const reason = `its manifest is no longer in the repository at ${seen.repository.commit}`;
  const gone = [...known.values()].map((entry) => retireEntry(moveEntry(entry, repository), reason, asOf));
  const taken = new Set([...entries, ...gone].map((entry) => entry.id));
  const kept = others.filter((entry) => !taken.has(entry.id));
  const sorted = [...entries, ...gone, ...kept].sort((a, b) => compareText(a.id, b.id));
  return { schemaVersion: 1, repository, entries: sorted };
}

function splitEntries(entries: readonly Entry[], repository: SourceRepository): [own: Entry[], others: Entry[]] {
  // A rename keeps the id, so addresses are compared only where one of the two has none.
  const isOwn = (entry: Entry) => isSameRepository({ ...entry.repository, host: repository.host }, repository);
  return [entries.filter(isOwn), entries.filter((entry) => !isOwn(entry))];
}

/** A tombstone: the entry's address and dates stay, what it said goes. */
export function retireEntry(entry: Entry, reason: string, asOf: string): Entry {
  if (entry.status === "gone") return entry;
  return {
    ...entry,
    plugin: { outcome: "not-available", reason, asOf },
    images: [],
    concepts: [],
    findings: [],
    tier: { outcome: "not-applicable" },
    status: "gone",
    statusReason: reason,
    lastChanged: asOf,
  };
}

/** The same entry at the repository's present address. */
export function moveEntry(entry: Entry, repository: SourceRepository): Entry {
  const id = makeEntryId(repository, entry.manifest.path, toolOf(entry));
  return { ...entry, id, slug: entry.id === id ? entry.slug : slugOf(id), repository };
}

function updateEntry(
  before: Entry | undefined,
  seen: ObservedEntry,
  repository: SourceRepository,
  asOf: string,
): Entry {
  const id = makeEntryId(repository, seen.manifest.path, seen.tool);
  const isSameFile = before?.manifest.sha256 === seen.manifest.sha256;
  const commit = isSameFile ? before.manifest.commit : seen.manifest.commit;
  const signature = carryFact(before?.manifest.signature, seen.manifest.signature);
  const { status, statusReason } = statusOf(seen);
  const entry: Entry = {
    schemaVersion: 1,
    id,
    // A URL once published stays, also where later slugs are made another way.
    slug: before?.id === id ? before.slug : slugOf(id),
    repository,
    manifest: { ...seen.manifest, commit, signature },
    plugin: carryFact(before?.plugin, seen.plugin),
    images: carryImages(before?.images ?? [], seen.images),
    concepts: seen.concepts,
    findings: seen.findings,
    tier: carryFact(before?.tier, seen.tier),
    versions: updateVersions(before?.versions ?? [], seen, asOf),
    status,
    ...(statusReason === undefined ? {} : { statusReason }),
    firstSeen: before?.firstSeen ?? asOf,
    lastSeen: before === undefined ? asOf : refreshDate(before.lastSeen, asOf),
    lastChanged: asOf,
  };
  if (before !== undefined && sameSubstance(substanceOfEntry(before), substanceOfEntry(entry))) {
    entry.lastChanged = before.lastChanged;
  }
  return entry;
}

function carryImages(before: Entry["images"], seen: Entry["images"]): Entry["images"] {
  return seen.map((image) => {
    const known = before.find(({ raw }) => raw === image.raw);
    const digest = carryFact(known?.digest, image.digest);
    // Not asked this time (the image could not be reached): the verdict stands beside the last known digest.
    const signature = image.signature === undefined ? known?.signature : carryFact(known?.signature, image.signature);
    return { raw: image.raw, digest, ...(signature === undefined ? {} : { signature }) };
  });
}

/** What the entry says, without when it was looked at and where its repository has got to. */
function substanceOfEntry(entry: Entry): unknown {
  const {
    manifest,
    plugin,
    images,
    tier,
    repository: _repository,
    lastSeen: _lastSeen,
    lastChanged: _changed,
    ...rest
  } = entry;
  return {
    ...rest,
    manifest: { ...manifest, signature: substanceOf(manifest.signature) },
    plugin: substanceOf(plugin),
    tier: substanceOf(tier),
    images: images.map(({ raw, digest, signature }) => ({
      raw,
      digest: substanceOf(digest),
      signature: signature === undefined ? undefined : substanceOf(signature),
    })),
  };
}

function statusOf(seen: ObservedEntry): { status: EntryStatus; statusReason?: string } {
  const deprecated = seen.plugin.outcome === "known" ? seen.plugin.value.deprecated : undefined;
  if (deprecated === undefined) return { status: "listed" };
  const words = [deprecated.reason, deprecated.replacedBy && `replaced by ${deprecated.replacedBy}`];
  const statusReason = words.filter((word) => word !== undefined && word !== "").join("; ");
  return { status: "deprecated", ...(statusReason === "" ? {} : { statusReason }) };
}

function updateVersions(before: PublishedVersion[], seen: ObservedEntry, asOf: string): PublishedVersion[] {
  if (before.at(-1)?.sha256 === seen.manifest.sha256) return before;
  const version = seen.plugin.outcome === "known" ? seen.plugin.value.version?.raw : undefined;
  const { commit, sha256 } = seen.manifest;
  return [...before, { commit, sha256, ...(version === undefined ? {} : { version }), firstSeen: asOf }];
}

function withFormerNames(before: SourceRepository | undefined, now: SourceRepository): SourceRepository {
  const former = new Set([...(before?.formerNames ?? []), ...now.formerNames]);
  if (before !== undefined && repositoryKey(before) !== repositoryKey(now)) former.add(repositoryKey(before));
  former.delete(repositoryKey(now));
  return { ...now, formerNames: [...former] };
}

function localKey(path: string, tool: string | undefined): string {
  return JSON.stringify([path, tool ?? null]);
}

/** The tool that the entry's id names, where its file holds several. */
export function toolOf(entry: Entry): string | undefined {
  const place = makeEntryId(entry.repository, entry.manifest.path);
  return entry.id.length > place.length ? entry.id.slice(place.length + 1) : undefined;
}

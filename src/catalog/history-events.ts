import { canonicalLine, compareText } from "../document/canonical-json.ts";
import type { Catalog, HistoryEvent, HistoryKind } from "../model/catalog.ts";
import type { Entry } from "../model/entry.ts";
import type { Image } from "../model/image.ts";
import { sameSubstance } from "./carry-facts.ts";
import { repositoryIdentity } from "./entry-id.ts";

/** What changed between two states of the catalog, as lines of its history, sorted. */
export function describeChanges(before: Catalog, after: Catalog, at: string): HistoryEvent[] {
  const events = [...entryEvents(before, after, at), ...imageEvents(before.images, after.images, at)];
  return sortEvents(events);
}

/** Sorted by date, kind and subject, each line once: the union of shards is the history of the whole. */
export function sortEvents(events: readonly HistoryEvent[]): HistoryEvent[] {
  const unique = new Map(events.map((event) => [canonicalLine(event), event]));
  return [...unique.values()].sort(
    (a, b) => compareText(a.at, b.at) || compareText(a.kind, b.kind) || compareText(canonicalLine(a), canonicalLine(b)),
  );
}

function entryEvents(before: Catalog, after: Catalog, at: string): HistoryEvent[] {
  const known = new Map<string, Entry>();
  for (const { entries } of before.repositories) for (const entry of entries) known.set(stableKey(entry), entry);
  const events: HistoryEvent[] = [];
  for (const entry of after.repositories.flatMap((record) => record.entries)) {
    const previous = known.get(stableKey(entry));
    const kind = kindOfChange(previous, entry);
    if (kind !== undefined) events.push(makeEvent(at, kind, entry.id, detailOf(kind, previous, entry)));
    if (previous !== undefined && tierName(previous) !== tierName(entry) && entry.status !== "gone") {
      events.push(makeEvent(at, "tier-changed", entry.id, `${tierName(previous)} → ${tierName(entry)}`));
    }
  }
  return events;
}

function kindOfChange(before: Entry | undefined, entry: Entry): HistoryKind | undefined {
  if (before === undefined) return "entry-added";
  if (before.status !== "gone" && entry.status === "gone") return "entry-gone";
  if (before.status === "gone" && entry.status !== "gone") return "entry-returned";
  if (before.id !== entry.id) return "entry-renamed";
  return before.lastChanged !== entry.lastChanged ? "entry-changed" : undefined;
}

function detailOf(kind: HistoryKind, before: Entry | undefined, entry: Entry): string | undefined {
  if (kind === "entry-gone") return entry.statusReason;
  if (kind === "entry-renamed") return `was ${before?.id}`;
  return undefined;
}

function imageEvents(before: readonly Image[], after: readonly Image[], at: string): HistoryEvent[] {
  const known = new Map(before.map((image) => [image.digest, image]));
  const events: HistoryEvent[] = [];
  for (const image of after) {
    const previous = known.get(image.digest);
    if (previous === undefined) events.push(makeEvent(at, "image-added", image.digest));
    for (const period of image.tagHistory) {
      const isMove = period.to === at && period.digest === image.digest;
      if (isMove) events.push(makeEvent(at, "image-moved", image.digest, `${period.reference} points elsewhere`));
    }
    if (previous === undefined) continue;
    if (!sameSubstance(verdictOf(previous), verdictOf(image))) {
      events.push(makeEvent(at, "signature-changed", image.digest, `${verdictOf(previous)} → ${verdictOf(image)}`));
    }
    if (!sameSubstance(previous.scan, image.scan)) events.push(makeEvent(at, "scan-changed", image.digest));
  }
  return events;
}

function verdictOf(image: Image): string {
  const { signature } = image;
  return signature.outcome === "known" ? signature.value.state : signature.outcome;
}

function tierName(entry: Entry): string {
  return entry.tier.outcome === "known" ? entry.tier.value.name : entry.tier.outcome;
}

/** Repository by its lasting identity, then path and tool: a rename is not a new entry. */
export function stableKey(entry: Entry): string {
  return `${repositoryIdentity(entry.repository)} ${entry.id.slice(entry.id.indexOf("//"))}`;
}

function makeEvent(at: string, kind: HistoryKind, subject: string, detail?: string): HistoryEvent {
  return { schemaVersion: 1, at, kind, subject, ...(detail === undefined ? {} : { detail }) };
}

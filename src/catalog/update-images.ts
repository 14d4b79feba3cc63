import { canonicalLine, compareText } from "../document/canonical-json.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image } from "../model/image.ts";
import type { SignatureState, SignatureVerdict } from "../model/signature.ts";
import { carryFact, refreshDate } from "./carry-facts.ts";
import type { RunObservation } from "./observation.ts";

type TagPeriod = Image["tagHistory"][number];

/** signatures.md §5: the best verdict of the repositories that name the image stands for it. */
const STATE_ORDER: readonly SignatureState[] = [
  "verified",
  "expired",
  "moved",
  "untrusted",
  "invalid",
  "unverifiable",
  "unknown",
  "unsigned",
];

/**
 * Images after a run: those seen are joined with what was known of the same digest, those not seen stand as they
 * were, and a tag that points elsewhere now closes its period in the image it left.
 */
export function updateImages(
  before: readonly Image[],
  seen: readonly Image[],
  { asOf, moved }: Pick<RunObservation, "asOf" | "moved">,
): Image[] {
  const images = new Map(before.map((image) => [image.digest, image]));
  const open = openPeriods(before);
  for (const image of seen) images.set(image.digest, updateImage(images.get(image.digest), image, asOf));
  const told = new Set<string>();
  for (const image of seen.toSorted((a, b) => compareText(a.digest, b.digest))) {
    for (const { reference } of image.names) {
      // Shards of one run can see a tag before and after it moved: one answer stands, the next run sees the other.
      if (told.has(reference)) continue;
      told.add(reference);
      recordTag(images, open.get(reference), reference, image.digest, asOf);
    }
  }
  const isSeen = new Set(seen.map((image) => image.digest));
  for (const { digest, signature } of moved) {
    const image = images.get(digest);
    if (image === undefined || isSeen.has(digest)) continue;
    images.set(digest, { ...image, signature: carryFact(image.signature, signature) });
  }
  return [...images.values()].sort((a, b) => compareText(a.digest, b.digest));
}

/** One record of two observations of the same digest (two repositories, two shards): the order does not matter. */
export function joinImages(left: Image, right: Image): Image {
  return {
    ...left,
    names: unionOfNames(left.names, right.names),
    referrers: preferKnown(left.referrers, right.referrers),
    base: preferKnown(left.base, right.base),
    signature: betterVerdict(left.signature, right.signature),
    scan: preferKnown(left.scan, right.scan),
    tagHistory: unionOfPeriods(left.tagHistory, right.tagHistory),
    ...joinFacts(left, right),
  };
}

/** What registries said under each name; of two answers to one question the later stands. */
function joinFacts(left: Image, right: Image): Pick<Image, "registryFacts"> {
  if (left.registryFacts === undefined && right.registryFacts === undefined) return {};
  const joined = new Map(Object.entries(left.registryFacts ?? {}));
  for (const [reference, facts] of Object.entries(right.registryFacts ?? {})) {
    const known = joined.get(reference);
    const order = known === undefined ? -1 : compareText(known.asOf, facts.asOf);
    const isLater = order < 0 || (order === 0 && compareText(canonicalLine(known), canonicalLine(facts)) < 0);
    if (isLater) joined.set(reference, facts);
  }
  return { registryFacts: Object.fromEntries([...joined].sort(([a], [b]) => compareText(a, b))) };
}

function updateImage(before: Image | undefined, seen: Image, asOf: string): Image {
  if (before === undefined) return seen;
  const names = unionOfNames(before.names, seen.names).map((name) => {
    const known = before.names.find(({ reference }) => reference === name.reference);
    return known === undefined ? name : { ...name, lastSeen: refreshDate(known.lastSeen, name.lastSeen) };
  });
  return {
    ...seen,
    platforms: seen.platforms.length === 0 ? before.platforms : seen.platforms,
    names,
    referrers: carryFact(before.referrers, seen.referrers),
    base: carryFact(before.base, seen.base),
    signature: carryFact(before.signature, seen.signature),
    scan: carryFact(before.scan, seen.scan),
    tagHistory: unionOfPeriods(
      before.tagHistory,
      seen.tagHistory.filter((period) => period.from !== asOf),
    ),
    ...joinFacts(before, seen),
  };
}

function openPeriods(images: readonly Image[]): Map<string, TagPeriod> {
  const periods = images.flatMap((image) => image.tagHistory.filter((period) => period.to === undefined));
  return new Map(periods.map((period) => [period.reference, period]));
}

function recordTag(
  images: Map<Digest, Image>,
  before: TagPeriod | undefined,
  reference: string,
  digest: Digest,
  asOf: string,
): void {
  if (reference.includes("@")) return;
  const now: TagPeriod = { reference, digest, from: asOf };
  if (before === undefined || before.digest === digest) {
    addPeriods(images, digest, [before ?? now]);
    return;
  }
  const closed = { ...before, to: asOf };
  const left = images.get(before.digest);
  if (left !== undefined) {
    const others = left.tagHistory.filter((period) => period.reference !== reference || period.to !== undefined);
    images.set(left.digest, { ...left, tagHistory: unionOfPeriods(others, [closed]) });
  }
  const earlier = (left?.tagHistory ?? []).filter(
    (period) => period.reference === reference && period.to !== undefined,
  );
  addPeriods(images, digest, [...earlier, closed, now]);
}

function addPeriods(images: Map<Digest, Image>, digest: Digest, periods: readonly TagPeriod[]): void {
  const image = images.get(digest);
  if (image === undefined) return;
  images.set(digest, { ...image, tagHistory: unionOfPeriods(image.tagHistory, periods) });
}

function unionOfPeriods(left: readonly TagPeriod[], right: readonly TagPeriod[]): TagPeriod[] {
  const union = new Map([...left, ...right].map((period) => [canonicalLine(period), period]));
  const closed = new Set([...union.values()].filter((period) => period.to !== undefined).map(startOf));
  const kept = [...union.values()].filter((period) => period.to !== undefined || !closed.has(startOf(period)));
  return kept.sort((a, b) => compareText(a.reference, b.reference) || compareText(a.from, b.from));
}

function startOf(period: TagPeriod): string {
  return JSON.stringify([period.reference, period.digest, period.from]);
}

function unionOfNames(left: Image["names"], right: Image["names"]): Image["names"] {
  const union = new Map<string, Image["names"][number]>();
  for (const name of [...left, ...right]) {
    const known = union.get(name.reference);
    union.set(name.reference, {
      reference: name.reference,
      firstSeen: known !== undefined && known.firstSeen < name.firstSeen ? known.firstSeen : name.firstSeen,
      lastSeen: known !== undefined && known.lastSeen > name.lastSeen ? known.lastSeen : name.lastSeen,
    });
  }
  return [...union.values()].sort((a, b) => compareText(a.reference, b.reference));
}

function preferKnown<T>(left: Fact<T>, right: Fact<T>): Fact<T> {
  if (left.outcome === "known" && right.outcome !== "known") return left;
  if (right.outcome === "known" && left.outcome !== "known") return right;
  return compareText(canonicalLine(left), canonicalLine(right)) <= 0 ? left : right;
}

function betterVerdict(left: Fact<SignatureVerdict>, right: Fact<SignatureVerdict>): Fact<SignatureVerdict> {
  if (left.outcome !== "known" || right.outcome !== "known") return preferKnown(left, right);
  const order = STATE_ORDER.indexOf(left.value.state) - STATE_ORDER.indexOf(right.value.state);
  if (order !== 0) return order < 0 ? left : right;
  return preferKnown(left, right);
}

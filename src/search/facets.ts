import type { Entry } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Image } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import { ancestorsOf, conceptOf } from "../taxonomy/ancestors.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { cleanText } from "./clean-text.ts";
import { digestsOf, knownOrLast } from "./fact-value.ts";

/** One value of a facet and how people read it. */
export interface FacetValue {
  value: string;
  label: string;
}

/** The values one entry has on one facet. */
export interface DocumentFacet {
  id: string;
  title: string;
  /** Place among the facets of the catalog. */
  order: number;
  values: FacetValue[];
}

/** Images of the catalog by digest. */
export type ImagesByDigest = ReadonlyMap<string, Image>;

/** Facets that come before and after those of the taxonomy, and their titles. */
const BEFORE = { tier: "Tier", signature: "Signature", scan: "Scan" };
const AFTER = {
  gpu: "GPU",
  mode: "Runs as",
  platform: "Platform",
  family: "Manifest",
  registry: "Registry",
  license: "License",
};

/** How the states that facts and verdicts can have are called on the site. */
export const STATE_LABELS: Readonly<Record<string, string>> = {
  verified: "Verified",
  untrusted: "Signed by a stranger",
  invalid: "Invalid signature",
  unverifiable: "Cannot be verified",
  expired: "Expired",
  moved: "Tag moved",
  unsigned: "Unsigned",
  unknown: "Could not find out",
  "not-supported": "Not checked",
  pass: "No known weakness",
  warn: "Weaknesses",
  fail: "Serious weaknesses",
  incomplete: "Looked at in part",
  unscanned: "Not scanned",
  batch: "Batch job",
  interactive: "Interactive",
  both: "Batch or interactive",
  none: "Not needed",
  optional: "Optional",
  required: "Required",
  contrib: "Contrib",
  gold: "Gold",
};

/** Everything an entry can be filtered by; concepts bring their broader concepts. Without empty facets. */
export function facetsOf(entry: Entry, images: ImagesByDigest, taxonomy: Taxonomy): DocumentFacet[] {
  const plugin = knownOrLast(entry.plugin);
  const found: Record<string, FacetValue[]> = {
    tier: labeled(tierOf(entry)),
    signature: labeled(
      statesOf(
        entry,
        images,
        (image) => image.signature,
        (verdict) => verdict.state,
      ),
    ),
    scan: labeled(
      statesOf(
        entry,
        images,
        (image) => image.scan,
        (scan) => scan.verdict,
      ),
    ),
    ...(plugin === undefined ? {} : claimedFacets(plugin)),
    platform: plain(platformsOf(entry, images)),
  };
  const facets: DocumentFacet[] = [];
  let order = 0;
  const add = (id: string, title: string, values: FacetValue[] | undefined): void => {
    if (values !== undefined && values.length > 0) facets.push({ id, title, order, values });
    order += 1;
  };
  for (const [id, title] of Object.entries(BEFORE)) add(id, title, found[id]);
  for (const facet of taxonomy.facets) add(facet.id, facet.title, conceptsOf(entry, facet.id, taxonomy));
  for (const [id, title] of Object.entries(AFTER)) add(id, title, found[id]);
  return facets;
}

function claimedFacets(plugin: Plugin): Record<string, FacetValue[]> {
  const hosts = plugin.images.map((image) => image.reference?.host).filter((host) => host !== undefined);
  const license = plugin.license?.spdx ?? plugin.license?.raw;
  return {
    gpu: labeled(plugin.hardware?.gpu === undefined ? [] : [plugin.hardware.gpu]),
    mode: labeled(plugin.run.mode === "unknown" ? [] : [plugin.run.mode]),
    family: plain([plugin.family]),
    registry: plain(hosts),
    license: plain(license === undefined ? [] : [license]),
  };
}

function tierOf(entry: Entry): string[] {
  const tier = knownOrLast(entry.tier);
  return tier === undefined ? [] : [tier.name];
}

/** One state per image; "could not ask" is a state of its own and never a "no". */
function statesOf<T>(
  entry: Entry,
  images: ImagesByDigest,
  factOf: (image: Image) => Fact<T>,
  stateOf: (value: T) => string,
): string[] {
  const states = new Set<string>();
  for (const named of entry.images) {
    const digest = knownOrLast(named.digest);
    const image = digest === undefined ? undefined : images.get(digest);
    const fact = image === undefined ? undefined : factOf(image);
    if (fact?.outcome === "not-applicable") continue;
    if (fact?.outcome === "known") states.add(stateOf(fact.value));
    else states.add(fact?.outcome === "not-supported" ? "not-supported" : "unknown");
  }
  return [...states].sort();
}

function platformsOf(entry: Entry, images: ImagesByDigest): string[] {
  const platforms = digestsOf(entry).flatMap((digest) => images.get(digest)?.platforms ?? []);
  const names = platforms.map(({ platform }) =>
    [platform.os, platform.architecture, platform.variant].filter((part) => part !== undefined).join("/"),
  );
  return [...new Set(names)].sort();
}

function conceptsOf(entry: Entry, facet: string, taxonomy: Taxonomy): FacetValue[] {
  const ids = entry.concepts.flatMap((match) => [match.id, ...ancestorsOf(taxonomy, match.id)]);
  const concepts = [...new Set(ids)].map((id) => conceptOf(taxonomy, id)).filter((concept) => concept !== undefined);
  const values = concepts.filter((concept) => concept.facet === facet);
  return values.map((concept) => ({ value: concept.id, label: concept.label })).sort(byValue);
}

function labeled(states: readonly string[]): FacetValue[] {
  return states.map((value) => ({
    value,
    label: Object.hasOwn(STATE_LABELS, value) ? (STATE_LABELS[value] ?? value) : value,
  }));
}

function plain(values: readonly string[]): FacetValue[] {
  const clean = [...new Set(values.map((value) => cleanText(value, 60)))].filter((value) => value !== "");
  return clean.map((value) => ({ value, label: value })).sort(byValue);
}

function byValue(left: FacetValue, right: FacetValue): number {
  if (left.value < right.value) return -1;
  return left.value > right.value ? 1 : 0;
}

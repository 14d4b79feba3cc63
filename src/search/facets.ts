import type { Entry } from "../model/entry.ts";
import type { Plugin } from "../model/plugin.ts";
import { ancestorsOf, conceptOf } from "../taxonomy/ancestors.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";
import { cleanText } from "./clean-text.ts";
import { digestsOf, knownOrLast } from "./fact-value.ts";
import { scanStateOf, signatureStateOf } from "./image-states.ts";
import { type ImagesByDigest, namedImagesOf } from "./named-images.ts";
import { stateLabel, UNREADABLE } from "./state-labels.ts";

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

/** Everything an entry can be filtered by; concepts bring their broader concepts. Without empty facets. */
export function facetsOf(entry: Entry, images: ImagesByDigest, taxonomy: Taxonomy): DocumentFacet[] {
  const plugin = knownOrLast(entry.plugin);
  const named = namedImagesOf(entry, images);
  const found: Record<string, FacetValue[]> = {
    tier: labeled("tier", [tierOf(entry)]),
    signature: labeled("signature", [signatureStateOf(named)]),
    scan: labeled("scan", [scanStateOf(named)]),
    ...(plugin === undefined ? {} : claimedFacets(plugin)),
    family: labeled("family", [plugin?.family, entry.plugin.outcome === "not-available" ? UNREADABLE : undefined]),
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
    gpu: labeled("gpu", [plugin.hardware?.gpu]),
    mode: labeled("mode", [plugin.run.mode === "unknown" ? undefined : plugin.run.mode]),
    registry: plain(hosts),
    license: plain(license === undefined ? [] : [license]),
  };
}

/** A tier that could not be found out is shown as that; one that does not apply or is not asked for is not shown. */
function tierOf({ tier }: Entry): string | undefined {
  return knownOrLast(tier)?.name ?? (tier.outcome === "not-available" ? "unknown" : undefined);
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

function labeled(facet: string, values: readonly (string | undefined)[]): FacetValue[] {
  const known = values.filter((value) => value !== undefined).map((value) => cleanText(value, 60));
  return known.filter((value) => value !== "").map((value) => ({ value, label: stateLabel(facet, value) }));
}

function plain(values: readonly string[]): FacetValue[] {
  const clean = [...new Set(values.map((value) => cleanText(value, 60)))].filter((value) => value !== "");
  return clean.map((value) => ({ value, label: value })).sort(byValue);
}

function byValue(left: FacetValue, right: FacetValue): number {
  if (left.value < right.value) return -1;
  return left.value > right.value ? 1 : 0;
}

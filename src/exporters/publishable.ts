import { compareText } from "../document/canonical-json.ts";
import type { Catalog, HeldRecord, HistoryEvent } from "../model/catalog.ts";
import type { Entry } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Image } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { withoutAddresses } from "../search/clean-text.ts";
import { isOffered } from "../search/fact-value.ts";

/** The catalog as it may leave: without e-mail addresses, in one order, whatever order it came in. */
export interface Publishable {
  /** Listed, deprecated and held ones, by id. */
  offered: Entry[];
  /** Yanked and gone ones, by id: reached by URL only. */
  withdrawn: Entry[];
  images: Image[];
  imagesByDigest: ReadonlyMap<string, Image>;
  history: HistoryEvent[];
}

/** Members whose text is an identifier: an `@` in them is no address, or (`contact`) is asked for by the manifest. */
const KEPT_MEMBERS = new Set(["contact", "images", "packages"]);
const known = new WeakMap<Catalog, Publishable>();

/** What exporters publish of a catalog; made once per catalog, because all of them need it. */
export function publishableOf(catalog: Catalog): Publishable {
  const cached = known.get(catalog);
  if (cached !== undefined) return cached;
  const held = new Set(catalog.held?.wouldLose);
  const entries = catalog.repositories
    .flatMap((record) => record.entries)
    .map((entry) => {
      const published = publishEntry(entry);
      return held.has(entry.id) && catalog.held !== undefined ? holdEntry(published, catalog.held) : published;
    });
  entries.sort((left, right) => compareText(left.id, right.id));
  checkSlugs(entries);
  const images = catalog.images.map(publishImage).sort((left, right) => compareText(left.digest, right.digest));
  const history = [...catalog.history].sort(
    (left, right) =>
      compareText(left.at, right.at) ||
      compareText(left.subject, right.subject) ||
      compareText(left.kind, right.kind) ||
      compareText(left.detail ?? "", right.detail ?? ""),
  );
  const publishable: Publishable = {
    offered: entries.filter(isOffered),
    withdrawn: entries.filter((entry) => !isOffered(entry)),
    images,
    imagesByDigest: new Map(images.map((image) => [image.digest, image])),
    history,
  };
  known.set(catalog, publishable);
  return publishable;
}

function publishEntry(entry: Entry): Entry {
  return {
    ...entry,
    plugin: mapFact(entry.plugin, publishPlugin),
    images: entry.images.map((image) => {
      return image.signature === undefined ? image : { ...image, signature: withoutAddressesIn(image.signature) };
    }),
    findings: entry.findings.map((finding) => withoutAddressesIn(finding)),
    concepts: withoutAddressesIn(entry.concepts),
    tier: withoutAddressesIn(entry.tier),
    ...(entry.statusReason === undefined ? {} : { statusReason: withoutAddresses(entry.statusReason) }),
    manifest: { ...entry.manifest, signature: withoutAddressesIn(entry.manifest.signature) },
  };
}

/** What the guard keeps from being lost says so, until a crawl finds it again or somebody lets it go. */
function holdEntry(entry: Entry, { since, reason }: HeldRecord): Entry {
  if (!isOffered(entry)) return entry;
  const words = `A crawl did not find it any more: ${withoutAddresses(reason)} (since ${since.slice(0, 10)}).`;
  // A deprecated one stays last in every list.
  if (entry.status === "deprecated") return { ...entry, statusReason: `${entry.statusReason ?? ""} ${words}`.trim() };
  return { ...entry, status: "held", statusReason: words };
}

function publishPlugin(plugin: Plugin): Plugin {
  const members = Object.entries(plugin).map(([key, value]) => [
    key,
    KEPT_MEMBERS.has(key) ? value : withoutAddressesIn(value),
  ]);
  const authors = plugin.authors.map(({ email: _email, ...author }) => {
    // "Ada <ada@lab.example>": the brackets go with the address.
    const name = withoutAddresses(author.name)
      .replace(/[<([]*\(address withheld\)[>)\]]*/g, "")
      .trim();
    return { ...withoutAddressesIn(author), name: name === "" ? "(name withheld)" : name };
  });
  // The same members as before with other texts: still a plugin.
  return { ...(Object.fromEntries(members) as Plugin), authors };
}

function publishImage(image: Image): Image {
  const platforms = image.platforms.map((platform) => ({
    ...platform,
    annotations: withoutAddressesIn(platform.annotations),
    config: { ...withoutAddressesIn(platform.config), digest: platform.config.digest },
  }));
  const names = [...image.names].sort((left, right) => compareText(left.reference, right.reference));
  return {
    ...image,
    names,
    platforms,
    annotations: withoutAddressesIn(image.annotations),
    signature: withoutAddressesIn(image.signature),
  };
}

function mapFact<T>(fact: Fact<T>, change: (value: T) => T): Fact<T> {
  if (fact.outcome === "known") return { ...fact, value: change(fact.value) };
  if (fact.outcome !== "not-available" || fact.last === undefined) return fact;
  return { ...fact, last: { ...fact.last, value: change(fact.last.value) } };
}

/** The same value with every text in it, keys too, free of addresses. */
function withoutAddressesIn<T>(value: T): T {
  // Texts become texts and everything else keeps its shape, so the type stays.
  return cleaned(value) as T;
}

function cleaned(value: unknown): unknown {
  if (typeof value === "string") return withoutAddresses(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [withoutAddresses(key), cleaned(member)]));
}

/** A slug becomes a folder: ours are made safe, so another one is our own fault. */
function checkSlugs(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const { slug, id } of entries) {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(slug)) throw new WaybillError("internal", `unsafe slug of ${id}`);
    if (seen.has(slug.toLowerCase())) throw new WaybillError("internal", `two entries share the slug ${slug}`);
    seen.add(slug.toLowerCase());
  }
}

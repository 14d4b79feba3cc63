import { canonicalJson } from "../../document/canonical-json.ts";
import type { Catalog } from "../../model/catalog.ts";
import type { Entry } from "../../model/entry.ts";
import { cleanText } from "../../search/clean-text.ts";
import { knownOrLast, nameOf, summaryOf } from "../../search/fact-value.ts";
import { signatureStateOf } from "../../search/image-states.ts";
import { type ImagesByDigest, namedImagesOf } from "../../search/named-images.ts";
import type { ExportContext, OutputFile } from "../exporter.ts";
import { imageFolder, inventoryOf } from "../image-folder.ts";
import { type Publishable, publishableOf } from "../publishable.ts";

const ROOT = "api/v1";

/** All files of the API, in a fixed order. */
export function* writeApi(catalog: Catalog, context: ExportContext): Iterable<OutputFile> {
  const publishable = publishableOf(catalog);
  const { offered, withdrawn, images } = publishable;
  const header = { ...catalog.header, sources: [...catalog.header.sources].sort((a, b) => (a.id < b.id ? -1 : 1)) };
  yield { path: `${ROOT}/catalog.json`, bytes: canonicalJson({ schemaVersion: 1, header, entries: offered }) };
  yield { path: `${ROOT}/index.json`, bytes: canonicalJson(shortList(catalog, publishable)) };
  for (const entry of offered) yield { path: entryPath(entry), bytes: canonicalJson(entry) };
  for (const entry of withdrawn) {
    yield { path: entryPath(entry), bytes: canonicalJson(entry.status === "gone" ? tombstoneOf(entry) : entry) };
  }
  for (const image of images) {
    const folder = `${ROOT}/images/${imageFolder(image.digest)}`;
    yield { path: `${folder}.json`, bytes: canonicalJson(image) };
    const inventory = inventoryOf(image, context);
    if (inventory !== undefined) yield { path: `${folder}/inventory.json`, bytes: canonicalJson(inventory) };
  }
}

function entryPath(entry: Entry): string {
  return `${ROOT}/entries/${entry.slug}.json`;
}

/** One line per offered entry: enough to choose, with the way to all of it. */
function shortList(catalog: Catalog, { offered, imagesByDigest }: Publishable): unknown {
  const plugins = offered.map((entry) => {
    const plugin = knownOrLast(entry.plugin);
    return {
      id: entry.id,
      slug: entry.slug,
      name: cleanText(nameOf(entry), 200),
      title: plugin?.title,
      summary: summaryOf(plugin),
      version: plugin?.version?.raw,
      family: plugin?.family,
      license: plugin?.license?.spdx,
      status: entry.status,
      concepts: entry.concepts.map((concept) => concept.id),
      tier: knownOrLast(entry.tier)?.name,
      signature: signatureStateOf(namedImagesOf(entry, imagesByDigest)),
      images: imagesOf(entry, imagesByDigest),
      lastChanged: entry.lastChanged,
      page: `p/${entry.slug}/`,
      entry: entryPath(entry),
    };
  });
  return {
    schemaVersion: 1,
    title: catalog.header.title,
    asOf: catalog.header.asOf,
    license: catalog.header.license,
    plugins,
  };
}

/** Each digest once, with what its signatures are worth for this entry: a state, or why there is none. */
function imagesOf(entry: Entry, images: ImagesByDigest): { digest: string; signature: string }[] {
  const states = new Map<string, string>();
  for (const { digest, signature } of namedImagesOf(entry, images)) {
    const known = knownOrLast(digest);
    if (known === undefined || states.has(known)) continue;
    states.set(known, signature.outcome === "known" ? signature.value.state : signature.outcome);
  }
  return [...states].map(([digest, signature]) => ({ digest, signature }));
}

/** That it was here and why it went; nothing of its content. */
function tombstoneOf(entry: Entry): unknown {
  const { schemaVersion, id, slug, status, statusReason, firstSeen, lastSeen, lastChanged } = entry;
  return { schemaVersion, id, slug, status, statusReason, firstSeen, lastSeen, lastChanged };
}

import type { Site } from "../../../index-site/layout.ts";
import { showRepository } from "../../../index-site/names.ts";
import type { ConceptView } from "../../../index-site/pages/facts-view.ts";
import { LIST_CAP, renderHomePage, renderListPage } from "../../../index-site/pages/home-page.ts";
import { type ImageUser, renderImagePage } from "../../../index-site/pages/image-page.ts";
import { renderNotFoundPage, renderRedirectPage, renderTombstonePage } from "../../../index-site/pages/plain-pages.ts";
import { renderPluginPage } from "../../../index-site/pages/plugin-page.ts";
import { renderTaxonomyPage } from "../../../index-site/pages/taxonomy-page.ts";
import type { Catalog, HeldRecord, HistoryEvent } from "../../model/catalog.ts";
import type { Entry } from "../../model/entry.ts";
import { buildIndex, loadIndex } from "../../search/build-index.ts";
import { cleanText } from "../../search/clean-text.ts";
import { type SearchDocument, toSearchDocument } from "../../search/document.ts";
import { knownOrLast, nameOf } from "../../search/fact-value.ts";
import { namedImagesOf } from "../../search/named-images.ts";
import { searchIndex } from "../../search/search-index.ts";
import { conceptOf } from "../../taxonomy/ancestors.ts";
import type { ExportContext, OutputFile } from "../exporter.ts";
import { imageFolder, inventoryOf } from "../image-folder.ts";
import { type Publishable, publishableOf } from "../publishable.ts";
import { formerSlugsOf } from "./former-slugs.ts";
import { taxonomyTree } from "./taxonomy-tree.ts";

/** All pages and client files of the site. */
export function* writeSite(catalog: Catalog, context: ExportContext): Iterable<OutputFile> {
  const publishable = publishableOf(catalog);
  const site = siteOf(catalog, context);
  const documents = publishable.offered.map((entry) =>
    toSearchDocument(entry, publishable.imagesByDigest, context.taxonomy),
  );
  yield* writeLists(site, documents);
  yield* writeEntryPages(site, publishable, context);
  yield* writeImagePages(site, publishable, context);
  const tree = taxonomyTree(context.taxonomy, documents);
  yield { path: "taxonomy/index.html", bytes: renderTaxonomyPage(site, tree) };
  yield { path: "404.html", bytes: renderNotFoundPage(site) };
  yield { path: "robots.txt", bytes: "User-agent: *\nAllow: /\n" };
  for (const name of Object.keys(context.assets).sort()) {
    if (/^[a-z][a-z0-9-]*\.(?:js|css)$/.test(name)) yield { path: `assets/${name}`, bytes: context.assets[name] ?? "" };
  }
}

function siteOf(catalog: Catalog, context: ExportContext): Site {
  const { title, license, generator } = catalog.header;
  const held = catalog.held === undefined ? {} : { held: heldOf(catalog.held) };
  return { title, license, generator, asOf: context.asOf, siteUrl: context.siteUrl.replace(/\/+$/, ""), ...held };
}

function heldOf({ since, reason }: HeldRecord): NonNullable<Site["held"]> {
  return { since, reason: cleanText(reason, 500) };
}

function* writeLists(site: Site, documents: readonly SearchDocument[]): Iterable<OutputFile> {
  const everything = { text: "", words: [], phrases: [], conditions: [], notes: [] };
  const answer = searchIndex(loadIndex(buildIndex(documents)), everything, new Map());
  yield { path: "index.html", bytes: renderHomePage(site, answer) };
  const pages = Math.ceil(answer.total / LIST_CAP);
  for (let page = 2; page <= pages; page += 1) {
    yield { path: `list/${page}/index.html`, bytes: renderListPage(site, answer, page) };
  }
}

function* writeEntryPages(site: Site, publishable: Publishable, context: ExportContext): Iterable<OutputFile> {
  const eventsOf = new Map<string, HistoryEvent[]>();
  for (const event of publishable.history) {
    const events = eventsOf.get(event.subject);
    if (events === undefined) eventsOf.set(event.subject, [event]);
    else events.push(event);
  }
  const entries = [...publishable.offered, ...publishable.withdrawn];
  for (const entry of entries) {
    const data = {
      entry,
      images: publishable.imagesByDigest,
      concepts: conceptViewsOf(entry, context),
      history: eventsOf.get(entry.id) ?? [],
    };
    const bytes = entry.status === "gone" ? renderTombstonePage(site, entry) : renderPluginPage(site, data);
    yield { path: `p/${entry.slug}/index.html`, bytes };
  }
  for (const [former, slug] of formerSlugsOf(entries, context)) {
    yield { path: `p/${former}/index.html`, bytes: renderRedirectPage(site, former, slug) };
  }
}

function conceptViewsOf(entry: Entry, context: ExportContext): ConceptView[] {
  return entry.concepts.flatMap(({ id, because }) => {
    const concept = conceptOf(context.taxonomy, id);
    if (concept === undefined) return [];
    const facetTitle = context.taxonomy.facets.find((facet) => facet.id === concept.facet)?.title ?? concept.facet;
    return [{ id, because, label: concept.label, facet: concept.facet, facetTitle }];
  });
}

function* writeImagePages(site: Site, publishable: Publishable, context: ExportContext): Iterable<OutputFile> {
  const usersOf = new Map<string, ImageUser[]>();
  for (const entry of publishable.offered) {
    const user = {
      slug: entry.slug,
      name: cleanText(nameOf(entry), 200),
      repository: showRepository(entry.repository),
    };
    for (const { digest, signature } of namedImagesOf(entry, publishable.imagesByDigest)) {
      const known = knownOrLast(digest);
      if (known === undefined) continue;
      const users = usersOf.get(known) ?? [];
      if (users.every(({ slug }) => slug !== entry.slug)) usersOf.set(known, [...users, { ...user, signature }]);
    }
  }
  for (const image of publishable.images) {
    const usedBy = usersOf.get(image.digest) ?? [];
    const bytes = renderImagePage(site, { image, inventory: inventoryOf(image, context), usedBy });
    yield { path: `i/${imageFolder(image.digest)}/index.html`, bytes };
  }
}

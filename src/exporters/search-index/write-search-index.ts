import type { Catalog } from "../../model/catalog.ts";
import { buildIndex } from "../../search/build-index.ts";
import { type SearchDocument, toSearchDocument } from "../../search/document.ts";
import type { ExportContext, OutputFile } from "../exporter.ts";
import { publishableOf } from "../publishable.ts";

/** `search-index.json` of everything that is offered. */
export function* writeSearchIndex(catalog: Catalog, context: ExportContext): Iterable<OutputFile> {
  yield { path: "search-index.json", bytes: buildIndex(searchDocumentsOf(catalog, context)) };
}

/** The documents of the offered entries. */
export function searchDocumentsOf(catalog: Catalog, context: ExportContext): SearchDocument[] {
  const { offered, imagesByDigest } = publishableOf(catalog);
  return offered.map((entry) => toSearchDocument(entry, imagesByDigest, context.taxonomy));
}

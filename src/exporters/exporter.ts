import type { Catalog } from "../model/catalog.ts";
import type { EntryId } from "../model/entry.ts";
import type { Inventory } from "../model/scan.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** A file to publish; path relative to the public folder, with forward slashes. */
export interface OutputFile {
  path: string;
  bytes: Uint8Array | string;
}

/** What exporters know beside the catalog; everything is a value, nothing is asked. */
export interface ExportContext {
  /** Time shown as the date of publication: the catalog's, never the clock's. */
  asOf: string;
  /** Built client files of the site, by name. */
  assets: Readonly<Record<string, string>>;
  taxonomy: Taxonomy;
  /** Inventory by image digest and platform, where the cache has it. */
  inventoryOf(image: string): Inventory | undefined;
  /** Base URL of the site, without a slash at the end; empty for relative links only. */
  siteUrl: string;
  /** Slug of an entry id, so that pages of former ids lead to the present one; without it there are none. */
  slugOf?(id: EntryId): string;
}

/** Catalog → files: a row of the table `exporters/`. Pure. */
export interface Exporter {
  readonly id: string;
  readonly title: string;
  files(catalog: Catalog, context: ExportContext): Iterable<OutputFile>;
}

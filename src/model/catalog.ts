import type { Entry } from "./entry.ts";
import type { Image } from "./image.ts";
import type { SourceRepository } from "./source-repository.ts";

/** Entries of one source repository: the content of `catalog/repositories/HOST/OWNER/REPO.json`. */
export interface RepositoryRecord {
  schemaVersion: 1;
  repository: SourceRepository;
  entries: Entry[];
}

/** A source of repositories as the catalog remembers it; `repositories` is the source's own count. */
export interface SourceSummary {
  id: string;
  repositories: number;
}

/** `catalog/catalog.json`. */
export interface CatalogHeader {
  schemaVersion: 1;
  generator: string;
  asOf: string;
  title: string;
  license: string;
  sources: SourceSummary[];
  counts: { repositories: number; entries: number; images: number; gone: number };
}

/** What can happen to an entry or an image; a closed list. */
export type HistoryKind =
  | "entry-added"
  | "entry-changed"
  | "entry-gone"
  | "entry-returned"
  | "entry-renamed"
  | "image-added"
  | "image-moved"
  | "signature-changed"
  | "scan-changed"
  | "tier-changed"
  | "held";

/** One line of `catalog/history.ndjson`. */
export interface HistoryEvent {
  schemaVersion: 1;
  at: string;
  kind: HistoryKind;
  subject: string;
  detail?: string;
}

/** `catalog/held.json`: what the completeness guard keeps from being lost, why, and since when. */
export interface HeldRecord {
  schemaVersion: 1;
  since: string;
  reason: string;
  wouldLose: string[];
}

/** All of it in memory: the durable truth. Records sorted by key, images by digest. */
export interface Catalog {
  header: CatalogHeader;
  repositories: RepositoryRecord[];
  images: Image[];
  history: HistoryEvent[];
  held?: HeldRecord;
}

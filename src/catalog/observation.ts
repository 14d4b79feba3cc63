import type { SourceSummary } from "../model/catalog.ts";
import type { ConceptMatch, Entry, Tier } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import type { Image } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import type { SourceRepository } from "../model/source-repository.ts";

/** What one run saw of one plugin, before the catalog's own memory (dates, versions, last known good) is added. */
export interface ObservedEntry {
  /** Tool inside the file, only where one file holds several. */
  tool?: string;
  manifest: Entry["manifest"];
  plugin: Fact<Plugin>;
  images: Entry["images"];
  concepts: ConceptMatch[];
  findings: Finding[];
  tier: Fact<Tier>;
}

/** What one run saw of one repository: all of its plugins. */
export interface RepositoryObservation {
  repository: SourceRepository;
  entries: ObservedEntry[];
}

/** A repository that leaves for a positive reason: gone at once, whatever the number. */
export interface Withdrawal {
  repository: SourceRepository;
  reason: string;
}

/** What one run saw of the world. */
export interface RunObservation {
  asOf: string;
  generator: string;
  title: string;
  license: string;
  /** The sources' own counts, those of other shards included. */
  sources: SourceSummary[];
  /** Ids of sources that handed out fewer repositories than their own count; default none. */
  incomplete?: readonly string[];
  repositories: RepositoryObservation[];
  /** Opted out, made private, refused by the operator; default none. */
  withdrawn?: readonly Withdrawal[];
  /** Keys (`HOST/OWNER/NAME`) of repositories that exist but could not be read this time: their entries stand. */
  unreachable: string[];
  images: Image[];
  /**
   * Repositories this run was to look at; absent: all of them. The records of the others are dropped (a shard, which
   * `mergeShards` joins with the rest) or left as they are (the App, which brings one repository up to date).
   */
  scope?: { contains: (repository: SourceRepository) => boolean; others: "drop" | "leave" };
}

import type { RepositoryRecord, SourceSummary } from "../model/catalog.ts";
import type { ConceptMatch, Entry, Tier } from "../model/entry.ts";
import type { Fact } from "../model/fact.ts";
import type { Finding } from "../model/finding.ts";
import type { Digest, Image } from "../model/image.ts";
import type { Plugin } from "../model/plugin.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import type { RepositoryAddress } from "./same-repository.ts";

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
  /** The record that says all of this already; where the catalog still holds it, it stays as it is. */
  standing?: RepositoryRecord;
}

/** What one run saw of the world; plain data, so that the shards of a run can be joined. */
export interface RunObservation {
  asOf: string;
  generator: string;
  title: string;
  license: string;
  /** The sources' own counts. */
  sources: SourceSummary[];
  /** Ids of sources that handed out fewer repositories than their own count. */
  incomplete: string[];
  repositories: RepositoryObservation[];
  /** Leave for a positive reason (opted out, private, refused by the operator): gone at once, whatever the number. */
  withdrawn: { repository: RepositoryAddress; reason: string }[];
  /** Are there, but could not be read this time: their entries stand. */
  unreachable: RepositoryAddress[];
  images: Image[];
  /** New verdicts of images that a tag has left and that this run did not see otherwise. */
  moved: { digest: Digest; signature: Fact<SignatureVerdict> }[];
  /** The one repository this run was to look at; the records of others stay as they are. Absent: all. */
  only?: RepositoryAddress;
}

import type { Fact } from "./fact.ts";
import type { Finding } from "./finding.ts";
import type { Digest } from "./image.ts";
import type { Plugin } from "./plugin.ts";
import type { SignatureVerdict } from "./signature.ts";
import type { ManifestFile, SourceRepository } from "./source-repository.ts";

/** `HOST/OWNER/REPO//PATH#TOOL`; `local/NAME//PATH` for a folder; `HOST/REPOSITORY//@image` for an image alone. */
export type EntryId = string;

/** A concept of the taxonomy and the evidence that led to it. */
export interface ConceptMatch {
  id: string;
  because: string[];
}

/** One criterion of a tier, with the evidence it was judged by. */
export interface Criterion {
  id: string;
  tier: string;
  outcome: "met" | "missing" | "not-available" | "not-supported";
  because: string;
  remedy?: string;
}

/** Answer of the stage grade. */
export interface Tier {
  name: string;
  profile: string;
  criteria: Criterion[];
}

/** One published state of an entry: a distinct pair of commit and manifest bytes. */
export interface PublishedVersion {
  commit: string;
  sha256: string;
  version?: string;
  firstSeen: string;
}

/** Whether an entry is offered, and why not. */
export type EntryStatus = "listed" | "deprecated" | "yanked" | "held" | "gone";

/** One plugin in the catalog. */
export interface Entry {
  schemaVersion: 1;
  id: EntryId;
  slug: string;
  repository: SourceRepository;
  manifest: ManifestFile & { signature: Fact<SignatureVerdict> };
  plugin: Fact<Plugin>;
  images: {
    raw: string;
    digest: Fact<Digest>;
    /** Judged for this entry's own repository; the image's record keeps the best verdict of all that name it. */
    signature?: Fact<SignatureVerdict>;
  }[];
  concepts: ConceptMatch[];
  findings: Finding[];
  tier: Fact<Tier>;
  versions: PublishedVersion[];
  status: EntryStatus;
  statusReason?: string;
  firstSeen: string;
  lastSeen: string;
  lastChanged: string;
}

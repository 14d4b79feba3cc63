import type { AdvisorySource } from "../advisories/advisory-source.ts";
import type { Cache } from "../cache/open-cache.ts";
import type { TrustPolicy } from "../config/trust-policy.ts";
import type { WaybillConfig } from "../config/waybill-config.ts";
import type { Catalog } from "../model/catalog.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenRegistry } from "../registries/registry.ts";
import type { OpenSource } from "../sources/source.ts";
import type { Taxonomy } from "../taxonomy/taxonomy.ts";

/** The ten stages, in order. */
export const STAGES = [
  "discover",
  "read",
  "normalize",
  "validate",
  "resolve",
  "verify",
  "scan",
  "classify",
  "grade",
  "publish",
] as const;

/** Name of a stage. */
export type StageName = (typeof STAGES)[number];

/** Told to the door while a stage works: `done` of `total` things, and what is at hand. */
export type Progress = (stage: StageName, done: number, total: number, note?: string) => void;

/** A stable share of the repositories: shard `index` (from 1) of `count`. */
export interface Shard {
  index: number;
  count: number;
}

/** Everything the stages of one run work with; opened by the commands, closed by them. */
export interface Run {
  /** The run's date, ISO 8601 UTC: the only clock the stages know. */
  asOf: string;
  config: WaybillConfig;
  policy: TrustPolicy;
  sources: readonly OpenSource[];
  registryOf(host: string): OpenRegistry;
  advisories: readonly AdvisorySource[];
  taxonomy: Taxonomy;
  cache: Cache;
  previous: Catalog;
  shard?: Shard;
  /** The one repository that this run brings up to date; the others are left alone. */
  only?: SourceRepository;
  progress: Progress;
  /** Digest of the program that judges. Absent: what was judged before is not asked for, all is judged again. */
  programDigest?: string;
}

/** What stages 1–4 and the checks work with: no network, no cache, no trust. */
export type ReadingRun = Pick<Run, "asOf" | "config" | "sources" | "shard" | "progress" | "previous"> & {
  /** True where nothing is written under the names of repositories, so that any name will do. Default false. */
  acceptsAnyName?: boolean;
};

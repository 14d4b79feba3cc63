import type { Fact } from "./fact.ts";
import type { Finding, TextEdit } from "./finding.ts";
import type { Digest, Image, Reference } from "./image.ts";
import type { ManifestDocument } from "./manifest-document.ts";
import type { Plugin, PluginImage } from "./plugin.ts";
import type { ManifestFile, SourceRepository } from "./source-repository.ts";

/** Facts a check can need; a check whose facts are absent is not run. */
export type FactName = "document" | "plugin" | "image" | "signature" | "scan";

/** One image that a plugin names, and what was learned about it. */
export interface ImageEvidence {
  named: PluginImage;
  reference?: Reference;
  digest: Fact<Digest>;
  image: Fact<Image>;
}

/** One fault of the raw document against the family's own schema. */
export interface SchemaFault {
  pointer: string;
  /** Key or value is at fault. */
  of: "key" | "value";
  message: string;
  expected?: string;
  got?: string;
  /** True for `format` keywords: a warning, never an error. */
  isFormat: boolean;
  /** Edits that mend it, where that is mechanical. */
  fix?: TextEdit[];
}

/** All facts about one plugin before any judgement. */
export interface Evidence {
  asOf: string;
  repository: SourceRepository;
  file: ManifestFile;
  document: ManifestDocument;
  plugin?: Plugin;
  /** `#TOOL` pointer prefix inside the document: where the plugin's own part begins. */
  pointer: string;
  /** Record pointer (`/parameters/3/default`) → document pointer, so that findings name the author's line. */
  places: Record<string, string>;
  /** Faults of the raw document against the family's own schema; empty where the family has none. */
  schemaFaults: SchemaFault[];
  /** The file VERSION beside the manifest: its first line. */
  versionFile?: { path: string; text: string };
  /** Empty until stage resolve has run. */
  images: ImageEvidence[];
  /** False while only stages 1–4 have run: checks that need images then do not apply. */
  isResolved: boolean;
}

/** The other manifests of the repository and the names of the catalog. */
export interface Neighbors {
  siblings: { path: string; plugin: Plugin }[];
  /** Names of all plugins of the repository as they are now: one list for all of them. Default none. */
  siblingNames?: readonly string[];
  catalogNames: readonly string[];
}

/** Answer of one check. "not-available" is never "pass". */
export interface CheckAnswer {
  outcome: "pass" | "fail" | "not-available" | "not-applicable";
  findings: Finding[];
}

/** One question with its remedy: a row of `checks/`. */
export interface Check {
  id: string;
  title: string;
  why: string;
  remedy: string;
  severity: "critical" | "high" | "medium" | "low" | "info";
  needs: readonly FactName[];
  evaluate(evidence: Evidence, neighbors: Neighbors): CheckAnswer;
}

import type { SchemaFault } from "../model/evidence.ts";
import type { ImageConfigSummary } from "../model/image.ts";
import type { ManifestDocument } from "../model/manifest-document.ts";
import type { Plugin } from "../model/plugin.ts";

/** What stands beside a manifest and may fill its gaps. */
export interface Companions {
  /** Path of the manifest in its repository. */
  path: string;
  repositoryName: string;
}

/** A plugin and the JSON pointer of its part of the document; `tool` only where one file holds several. */
export interface NormalizedPlugin {
  plugin: Plugin;
  pointer: string;
  tool?: string;
  /** Record pointer (`/parameters/3/default`) → document pointer, so that findings name the author's line. */
  places: Record<string, string>;
}

/** A kind of plugin manifest found as a file: a row of the table `families/`. */
export interface ManifestFamily {
  readonly id: string;
  readonly title: string;
  /** Globs, case-sensitive: a base name, or a path where it holds a slash. */
  readonly filePatterns: readonly string[];
  /** True where a hit of the file name alone is an opt-in, so that an unparseable file is reported. */
  readonly isTaggedName: boolean;
  recognizes(root: unknown): boolean;
  /** The family's published schema on the raw document; absent where none exists. */
  validate?(document: ManifestDocument): SchemaFault[];
  normalize(document: ManifestDocument, companions: Companions): NormalizedPlugin[];
}

/** A kind of plugin manifest carried in image labels: has no file of its own. */
export interface LabelFamily {
  readonly id: string;
  readonly title: string;
  recognizesLabels(labels: Readonly<Record<string, string>>): boolean;
  normalizeConfig(config: ImageConfigSummary): Plugin[];
}

import type { RepositoryConfig } from "../config/repository-config.ts";
import type { ManifestFamily } from "../families/family.ts";
import type { ConceptMatch } from "../model/entry.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import type { FileContent, OpenSource, RepositoryFile } from "../sources/source.ts";

/** A file whose name one or more families claim. */
export interface FoundFile {
  repository: SourceRepository;
  source: OpenSource;
  file: RepositoryFile;
  families: readonly ManifestFamily[];
  config: RepositoryConfig;
  /** The file VERSION in the same folder. */
  versionFile?: RepositoryFile;
}

/** A found file and its bytes, or why they were not handed out. */
export interface ReadFile extends FoundFile {
  content: FileContent;
  /** First line of the file VERSION in the same folder. */
  versionText?: string;
}

/** One plugin on its way through the stages; each stage adds what it learned. */
export interface Subject {
  evidence: Evidence;
  /** Undefined where the text could not be read as any family's. */
  family: ManifestFamily | undefined;
  tool?: string;
  config: RepositoryConfig;
  concepts: ConceptMatch[];
  findings: Finding[];
}

import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";

/** One problem at its line, as a check run shows it; lines and columns count from 1. */
export interface CheckAnnotation {
  path: string;
  startLine: number;
  endLine?: number;
  startColumn?: number;
  endColumn?: number;
  level: "notice" | "warning" | "failure";
  title: string;
  message: string;
  details?: string;
}

/** What a check run is to say; "none": the repository has no manifest, so there is no check run at all. */
export interface CheckReport {
  conclusion: "success" | "failure" | "neutral" | "none";
  title: string;
  summary: string;
  /** Worst first. */
  annotations: CheckAnnotation[];
}

/** Where a repository is or was. */
export type RepositoryPlace = Pick<SourceRepository, "host" | "owner" | "name" | "id">;

/** What the App's handlers ask of the hall; each call is safe to repeat. */
export interface AppVerbs {
  /**
   * Validates the manifests at a commit. Calls `onManifests` once, as soon as it knows that there is at least one
   * manifest: the check run is queued then. What was at fault at the `base` already is told and does not count; the
   * base is read only where something is at fault.
   */
  validateAt(input: {
    source: OpenSource;
    repository: SourceRepository;
    /** The repository at the commit that the change began from. */
    base?: OpenSource;
    onManifests?: () => Promise<void>;
  }): Promise<CheckReport>;
  /** Brings the catalog's record of one public repository to this commit. */
  updateCatalog(input: { source: OpenSource; repository: SourceRepository }): Promise<void>;
  renameRepository(input: { id: string; from: RepositoryPlace; to: SourceRepository }): Promise<void>;
  /** Takes a repository out of the catalog for a positive reason. */
  removeRepository(input: { repository: RepositoryPlace; reason: string }): Promise<void>;
}

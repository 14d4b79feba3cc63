/** A Git repository (or folder) we read plugin files from. `owner/name` is its present address, `id` what stays. */
export interface SourceRepository {
  host: string;
  /** Empty for a folder without git. */
  owner: string;
  name: string;
  /** The forge's numeric repository and owner ids as decimal strings, where a forge gave them. */
  id?: string;
  ownerId?: string;
  defaultBranch?: string;
  /** Commit read; `worktree` where the files come from a folder without git. */
  commit: string;
  treeOid?: string;
  isArchived?: boolean;
  isFork?: boolean;
  isPrivate?: boolean;
  /** Earlier addresses `HOST/OWNER/NAME`, oldest first: old ids resolve through them. */
  formerNames: string[];
}

/** Where a plugin file was found. */
export interface ManifestFile {
  path: string;
  commit: string;
  /** git's object id of the bytes (sha1). */
  blobOid: string;
  /** Of the raw bytes. */
  sha256: string;
}

import type { Digest } from "../model/image.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { repositoryKey } from "./entry-id.ts";

/** Files of `catalog/` (shapes.md §4); paths relative to it, with forward slashes. */
export const HEADER_FILE = "catalog.json";
export const HISTORY_FILE = "history.ndjson";
export const HELD_FILE = "held.json";

/** `repositories/HOST/OWNER/REPO.json`; a colon of a port becomes `_`, which no host name has. */
export function repositoryFile(repository: Pick<SourceRepository, "host" | "owner" | "name">): string {
  return `repositories/${repositoryKey(repository).replaceAll(":", "_")}.json`;
}

/** `images/sha256/AB/<hex>.json`. */
export function imageFile(digest: Digest): string {
  const [algorithm = "", hex = ""] = digest.split(":");
  return `images/${algorithm}/${hex.slice(0, 2)}/${hex}.json`;
}

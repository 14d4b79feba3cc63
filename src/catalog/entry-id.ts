import { createHash } from "node:crypto";
import type { EntryId } from "../model/entry.ts";
import type { SourceRepository } from "../model/source-repository.ts";

const NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;

/** `HOST/OWNER/NAME`, or `HOST/NAME` for a folder without an owner. */
export function repositoryKey(repository: Pick<SourceRepository, "host" | "owner" | "name">): string {
  return [repository.host, repository.owner, repository.name].filter((part) => part !== "").join("/");
}

/** shapes.md §1: `HOST/OWNER/REPO//PATH#TOOL`, `#TOOL` only where one file holds several plugins. */
export function makeEntryId(
  repository: Pick<SourceRepository, "host" | "owner" | "name">,
  path: string,
  tool?: string,
): EntryId {
  const place = `${repositoryKey(repository)}//${path}`;
  return tool === undefined ? place : `${place}#${tool}`;
}

/** What stays when a repository is renamed: forge and numeric id where there is one, else its address. */
export function repositoryIdentity(repository: SourceRepository): string {
  return repository.id === undefined ? repositoryKey(repository) : `${repository.host}#${repository.id}`;
}

/**
 * The readable, file-safe form of an id: words of owner, repository and path, then 40 bits of its sha256, so that
 * two ids never share a page on file systems that fold case or cut names.
 */
export function slugOf(id: EntryId): string {
  const hash = createHash("sha256").update(id).digest("hex").slice(0, 10);
  const afterHost = id.slice(id.indexOf("/") + 1);
  const words = afterHost
    .replace(/\.(?:plugin\.)?(?:json|ya?ml|cwl)(?=#|$)/, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const readable = words.length <= 80 ? words : `${words.slice(0, 40)}-${words.slice(-39)}`;
  return `${readable.replace(/-{2,}/g, "-")}-${hash}`.replace(/^-/, "");
}

/** Whether the parts of a repository's address are safe as file names and in URLs. */
export function isSafeRepository(repository: Pick<SourceRepository, "host" | "owner" | "name">): boolean {
  const isHost = /^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/i.test(repository.host);
  const isOwner = repository.owner === "" || NAME.test(repository.owner);
  return isHost && isOwner && (NAME.test(repository.name) || /^\.[A-Za-z0-9_-]{1,98}$/.test(repository.name));
}

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
  // `#` begins the tool, so that in a path it is written as in a URL: no file can take the id of another's tool.
  const place = `${repositoryKey(repository)}//${path.replaceAll("%", "%25").replaceAll("#", "%23")}`;
  return tool === undefined ? place : `${place}#${tool}`;
}

/** What stays when a repository is renamed: forge and numeric id where there is one, else its address. */
export function repositoryIdentity(repository: SourceRepository): string {
  return repository.id === undefined ? repositoryKey(repository) : `${repository.host}#${repository.id}`;
}

/**
 * The readable, file-safe form of an id: words of owner, repository and path, then 130 bits of its sha256 in base 32:
 * nobody can make two ids that share a page, also on file systems that fold case or cut names.
 */
export function slugOf(id: EntryId): string {
  const hash = toBase32(createHash("sha256").update(id).digest());
  const afterHost = id.slice(id.indexOf("/") + 1);
  const words = afterHost
    .replace(/\.(?:plugin\.)?(?:json|ya?ml|cwl)(?=#|$)/, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const readable = words.length <= 60 ? words : `${words.slice(0, 30)}-${words.slice(-29)}`;
  return `${readable.replace(/-{2,}/g, "-")}-${hash}`.replace(/^-/, "");
}

/** The first 26 digits, 5 bits each (RFC 4648 alphabet in lower case). */
function toBase32(bytes: Uint8Array): string {
  const bits = [...bytes.subarray(0, 17)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = Array.from({ length: 26 }, (_, place) => Number.parseInt(bits.slice(place * 5, place * 5 + 5), 2));
  return digits.map((digit) => "abcdefghijklmnopqrstuvwxyz234567"[digit]).join("");
}

/** Whether the parts of a repository's address are safe as file names and in URLs. */
export function isSafeRepository(repository: Pick<SourceRepository, "host" | "owner" | "name">): boolean {
  const isHost = /^[a-z0-9](?:[a-z0-9.:-]{0,251}[a-z0-9])?$/i.test(repository.host);
  // Registries nest: `project/group/name`.
  const isOwner = repository.owner === "" || repository.owner.split("/").every((part) => NAME.test(part));
  return isHost && isOwner && (NAME.test(repository.name) || /^\.[A-Za-z0-9_-]{1,98}$/.test(repository.name));
}

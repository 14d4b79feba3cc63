import type { Digest } from "../../model/image.ts";
import { parseDigest } from "../../oci/digest.ts";
import { stringMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import type { RegistryPorts } from "../registry.ts";

/** Where the digests of tags are kept between runs, if anywhere. */
export type DigestMemory = RegistryPorts["memory"];

const MAX_ETAG_LENGTH = 512;

/** What a tag pointed at when it was last asked, with the ETag of that answer. */
export function recallDigest(memory: DigestMemory, key: string): { etag: string; digest: Digest } | undefined {
  const document = readJsonObject(Buffer.from(memory?.get("tag-digest", key) ?? ""));
  if (isProblem(document)) return undefined;
  const etag = stringMember(document.json, "etag");
  const digest = parseDigest(stringMember(document.json, "digest") ?? "");
  return isETag(etag) && digest !== undefined ? { etag, digest } : undefined;
}

/** Keeps the answer for the next run; one without an ETag cannot be asked for conditionally. */
export function rememberDigest(memory: DigestMemory, key: string, etag: string | null, digest: Digest): void {
  if (!isETag(etag ?? undefined)) return;
  const text = JSON.stringify({ etag, digest });
  if (memory?.get("tag-digest", key) !== text) memory?.set("tag-digest", key, text);
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.etag: it becomes a header field of ours. */
function isETag(text: string | undefined): text is string {
  return text !== undefined && text.length <= MAX_ETAG_LENGTH && /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(text);
}

import { isDigest } from "../../oci/digest.ts";
import { stringMember } from "../../oci/json-member.ts";
import { isJsonObject, readJsonObject } from "../../oci/json-object.ts";
import { manifestKind } from "../../oci/media-type.ts";
import { isProblem } from "../../oci/problem.ts";
import type { ListedReferrer } from "../open-referrers.ts";
import { problemFault, RegistryFault } from "../registry-fault.ts";

/**
 * Reads a list of referrers. Stricter readers of indexes would let one entry spoil the list: registries copy into it
 * what strangers wrote (annotations, types), and nothing but the digests is needed.
 */
export function readListing(bytes: Uint8Array, { isListedByApi }: { isListedByApi: boolean }): ListedReferrer[] {
  const document = readJsonObject(bytes);
  if (isProblem(document)) throw problemFault(document);
  const { json } = document;
  const kind = manifestKind(stringMember(json, "mediaType")) ?? "image-index";
  // Two readings of one digest (CVE-2021-41190).
  const hasTwoMeanings = Object.hasOwn(json, "layers") || Object.hasOwn(json, "config");
  // Go programs write an empty list as null.
  const entries = json["manifests"] ?? [];
  if (kind !== "image-index" || hasTwoMeanings || !Array.isArray(entries)) {
    throw new RegistryFault("malformed", "the list of referrers is not an image index");
  }
  return entries.map((entry: unknown) => ({ ...readEntry(entry), isListedByApi }));
}

function readEntry(entry: unknown): Omit<ListedReferrer, "isListedByApi"> {
  const digest = isJsonObject(entry) ? entry["digest"] : undefined;
  if (!isJsonObject(entry) || !isDigest(digest)) {
    throw new RegistryFault("malformed", "the list of referrers has an entry without a digest");
  }
  const { size } = entry;
  return {
    digest,
    mediaType: readType(entry, "mediaType"),
    artifactType: readType(entry, "artifactType"),
    sizeBytes: typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : 0,
  };
}

/** Media types have at most 255 characters: https://www.rfc-editor.org/rfc/rfc6838#section-4.2 */
function readType(entry: Readonly<Record<string, unknown>>, key: string): string {
  return (stringMember(entry, key) ?? "").slice(0, 255);
}

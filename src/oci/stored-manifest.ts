import { type ImageIndex, readImageIndex } from "./image-index.ts";
import { type ImageManifest, readImageManifest } from "./image-manifest.ts";
import { stringMember } from "./json-member.ts";
import { readJsonObject } from "./json-object.ts";
import { manifestKind } from "./media-type.ts";
import { isProblem, type Problem } from "./problem.ts";

/** What a registry may hold under a tag. */
export type StoredManifest =
  | { kind: "image-manifest"; manifest: ImageManifest }
  | { kind: "image-index"; index: ImageIndex }
  /** https://distribution.github.io/distribution/spec/deprecated-schema-v1/: no digests of content, not readable safely. */
  | { kind: "schema-1" };

/**
 * Reads a manifest of unknown kind. The document decides by its own media type or its members; a content type or
 * descriptor that names another kind is a problem, because then two readers could see two images
 * (https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pulling-manifests).
 */
export function parseStoredManifest(bytes: Uint8Array, announcedType?: string): StoredManifest | Problem {
  const document = readJsonObject(bytes);
  if (isProblem(document)) return document;
  const { json } = document;
  const ownType = stringMember(json, "mediaType");
  const kind = manifestKind(ownType) ?? kindByMembers(json);
  if (kind === undefined) return { problem: "is neither an image manifest nor an index" };
  const announcedKind = manifestKind(announcedType);
  if (announcedKind !== undefined && announcedKind !== kind) {
    return { problem: `is announced as ${announcedKind} but is ${kind}` };
  }
  if (kind === "schema-1") return { kind };
  if (kind === "image-manifest") {
    const manifest = readImageManifest(json);
    return isProblem(manifest) ? manifest : { kind, manifest };
  }
  const index = readImageIndex(json);
  return isProblem(index) ? index : { kind, index };
}

function kindByMembers(json: { readonly [key: string]: unknown }): StoredManifest["kind"] | undefined {
  if (json["schemaVersion"] === 1) return "schema-1";
  if (Object.hasOwn(json, "manifests")) return "image-index";
  if (Object.hasOwn(json, "layers") && Object.hasOwn(json, "config")) return "image-manifest";
  return undefined;
}

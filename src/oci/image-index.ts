import { type Descriptor, readDescriptor, readOptionalDescriptor } from "./descriptor.ts";
import { readList, readStringMap, stringMember } from "./json-member.ts";
import { type JsonObject, readJsonObject } from "./json-object.ts";
import { MEDIA_TYPES, manifestKind } from "./media-type.ts";
import { isProblem, type Problem } from "./problem.ts";

/**
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md#image-index-property-descriptions, and docker's
 * https://distribution.github.io/distribution/spec/manifest-v2-2/#manifest-list-field-descriptions
 */
export interface ImageIndex {
  mediaType: string;
  artifactType?: string;
  manifests: Descriptor[];
  subject?: Descriptor;
  annotations: Record<string, string>;
}

const MAX_MANIFESTS = 500;

/** How many indexes may stand inside each other. */
export const MAX_INDEX_DEPTH = 3;

/** Reads the bytes of an image index or docker manifest list; at most 500 manifests. */
export function parseImageIndex(bytes: Uint8Array): ImageIndex | Problem {
  const document = readJsonObject(bytes);
  return isProblem(document) ? document : readImageIndex(document.json);
}

/** Narrows a parsed image index. */
export function readImageIndex(json: JsonObject): ImageIndex | Problem {
  // See readImageManifest: two readings of one digest (CVE-2021-41190).
  if (Object.hasOwn(json, "layers") || Object.hasOwn(json, "config")) {
    return { problem: "is both an image manifest and an index" };
  }
  const mediaType = stringMember(json, "mediaType") ?? MEDIA_TYPES.ociIndex;
  if (manifestKind(mediaType) !== "image-index") return { problem: "is not an image index by its media type" };
  // Go programs write an empty list as null.
  const manifests = readList(json["manifests"] ?? [], MAX_MANIFESTS, "manifests", readDescriptor);
  if (isProblem(manifests)) return manifests;
  const subject = readOptionalDescriptor(json["subject"]);
  if (isProblem(subject)) return subject;
  const annotations = readStringMap(json["annotations"], "annotations");
  if (isProblem(annotations)) return annotations;
  const artifactType = stringMember(json, "artifactType");
  return {
    mediaType,
    ...(artifactType ? { artifactType } : {}),
    manifests,
    ...(subject.descriptor === undefined ? {} : { subject: subject.descriptor }),
    annotations: annotations.map,
  };
}

/** True for the attestation manifests that BuildKit puts into an index beside the images. */
export function isAttestation(descriptor: Descriptor): boolean {
  // https://github.com/moby/buildkit/blob/v0.13.0/docs/attestations/attestation-storage.md#attestation-manifest-descriptor
  return descriptor.annotations["vnd.docker.reference.type"] === "attestation-manifest";
}

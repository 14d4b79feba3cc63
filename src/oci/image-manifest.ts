import { type Descriptor, readDescriptor, readOptionalDescriptor } from "./descriptor.ts";
import { readList, readStringMap, stringMember } from "./json-member.ts";
import { type JsonObject, readJsonObject } from "./json-object.ts";
import { MEDIA_TYPES, manifestKind } from "./media-type.ts";
import { isProblem, type Problem } from "./problem.ts";

/**
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#image-manifest-property-descriptions, and docker's
 * https://distribution.github.io/distribution/spec/manifest-v2-2/#image-manifest-field-descriptions
 */
export interface ImageManifest {
  mediaType: string;
  artifactType?: string;
  config: Descriptor;
  layers: Descriptor[];
  subject?: Descriptor;
  annotations: Record<string, string>;
}

const MAX_LAYERS = 500;

/** Reads the bytes of an image manifest, OCI or docker schema 2; at most 500 layers. */
export function parseImageManifest(bytes: Uint8Array): ImageManifest | Problem {
  const document = readJsonObject(bytes);
  return isProblem(document) ? document : readImageManifest(document.json);
}

/** Narrows a parsed image manifest. */
export function readImageManifest(json: JsonObject): ImageManifest | Problem {
  // A document that can be read as manifest and as index has two meanings under one digest (CVE-2021-41190).
  if (Object.hasOwn(json, "manifests")) return { problem: "is both an image manifest and an index" };
  const mediaType = stringMember(json, "mediaType") ?? MEDIA_TYPES.ociManifest;
  if (manifestKind(mediaType) !== "image-manifest") return { problem: "is not an image manifest by its media type" };
  const config = readDescriptor(json["config"]);
  if (isProblem(config)) return config;
  const layers = readList(json["layers"], MAX_LAYERS, "layers", readDescriptor);
  if (isProblem(layers)) return layers;
  const subject = readOptionalDescriptor(json["subject"]);
  if (isProblem(subject)) return subject;
  const annotations = readStringMap(json["annotations"], "annotations");
  if (isProblem(annotations)) return annotations;
  const artifactType = stringMember(json, "artifactType");
  return {
    mediaType,
    ...(artifactType ? { artifactType } : {}),
    config,
    layers,
    ...(subject.descriptor === undefined ? {} : { subject: subject.descriptor }),
    annotations: annotations.map,
  };
}

/**
 * What kind of artifact this is: its own artifactType, else the configuration's media type, else (empty configuration)
 * the first layer's. https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidelines-for-artifact-usage
 */
export function artifactTypeOf(manifest: ImageManifest): string {
  if (manifest.artifactType !== undefined) return manifest.artifactType;
  if (manifest.config.mediaType !== MEDIA_TYPES.ociEmpty) return manifest.config.mediaType;
  return manifest.layers[0]?.mediaType ?? manifest.config.mediaType;
}

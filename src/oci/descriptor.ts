import type { Digest, Platform } from "../model/image.ts";
import { isDigest } from "./digest.ts";
import { readStringMap, stringMember } from "./json-member.ts";
import { isJsonObject } from "./json-object.ts";
import { readPlatform } from "./platform.ts";
import { isProblem, type Problem } from "./problem.ts";

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md#properties; `data` and `urls` are not read. */
export interface Descriptor {
  mediaType: string;
  digest: Digest;
  sizeBytes: number;
  annotations: Record<string, string>;
  /** Where it came with a listing it is a hint at most: listings are known to lie. */
  artifactType?: string;
  platform?: Platform;
}

/** Narrows one descriptor; digest, size and media type are required. */
export function readDescriptor(value: unknown): Descriptor | Problem {
  if (!isJsonObject(value)) return { problem: "has a descriptor that is not an object" };
  const digest = Object.hasOwn(value, "digest") ? value["digest"] : undefined;
  if (!isDigest(digest)) return { problem: "has a descriptor without a sha256 or sha512 digest" };
  const sizeBytes = Object.hasOwn(value, "size") ? value["size"] : undefined;
  if (typeof sizeBytes !== "number" || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    return { problem: "has a descriptor without a size" };
  }
  const mediaType = stringMember(value, "mediaType");
  if (mediaType === undefined || mediaType.length > 255) return { problem: "has a descriptor without a media type" };
  const annotations = readStringMap(value["annotations"], "annotations");
  if (isProblem(annotations)) return annotations;
  const artifactType = stringMember(value, "artifactType");
  const platform = readPlatform(value["platform"]);
  return {
    mediaType,
    digest,
    sizeBytes,
    annotations: annotations.map,
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(platform === undefined ? {} : { platform }),
  };
}

/** Narrows an optional descriptor: absent and null are undefined. */
export function readOptionalDescriptor(value: unknown): { descriptor?: Descriptor } | Problem {
  if (value === undefined || value === null) return {};
  const descriptor = readDescriptor(value);
  return isProblem(descriptor) ? descriptor : { descriptor };
}

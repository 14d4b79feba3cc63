/** https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md and https://distribution.github.io/distribution/spec/manifest-v2-2/ */
export const MEDIA_TYPES = {
  ociManifest: "application/vnd.oci.image.manifest.v1+json",
  ociIndex: "application/vnd.oci.image.index.v1+json",
  ociConfig: "application/vnd.oci.image.config.v1+json",
  /** https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md#guidance-for-an-empty-descriptor */
  ociEmpty: "application/vnd.oci.empty.v1+json",
  ociLayerGzip: "application/vnd.oci.image.layer.v1.tar+gzip",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json",
  dockerLayerGzip: "application/vnd.docker.image.rootfs.diff.tar.gzip",
} as const;

/**
 * The `Accept` value of every manifest request: all four types, because distribution 2.8 answers 404 for an OCI
 * manifest when only the docker types are named.
 */
export const ACCEPT_MANIFESTS: string = [
  MEDIA_TYPES.ociIndex,
  MEDIA_TYPES.ociManifest,
  MEDIA_TYPES.dockerList,
  MEDIA_TYPES.dockerManifest,
].join(", ");

/** What a manifest media type stands for; undefined for anything else. */
export type ManifestKind = "image-manifest" | "image-index" | "schema-1";

const KINDS: ReadonlyMap<string, ManifestKind> = new Map<string, ManifestKind>([
  [MEDIA_TYPES.ociManifest, "image-manifest"],
  [MEDIA_TYPES.dockerManifest, "image-manifest"],
  [MEDIA_TYPES.ociIndex, "image-index"],
  [MEDIA_TYPES.dockerList, "image-index"],
  ["application/vnd.docker.distribution.manifest.v1+json", "schema-1"],
  ["application/vnd.docker.distribution.manifest.v1+prettyjws", "schema-1"],
]);

/** Kind of a manifest by its media type; parameters such as `; charset=utf-8` are ignored. */
export function manifestKind(mediaType: string | undefined): ManifestKind | undefined {
  return KINDS.get((mediaType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "");
}

/** True for the configuration of a container image, as opposed to that of any other OCI artifact. */
export function isImageConfigType(mediaType: string): boolean {
  return mediaType === MEDIA_TYPES.ociConfig || mediaType === MEDIA_TYPES.dockerConfig;
}

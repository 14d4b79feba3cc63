import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { pack } from "tar-stream";

/** A descriptor as it stands in JSON. */
export interface OciDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { os: string; architecture: string; variant?: string };
  artifactType?: string;
  annotations?: Record<string, string>;
}

/** A manifest or index with every blob that it leads to, by digest. */
export interface MadeImage {
  descriptor: OciDescriptor;
  blobs: Map<string, Uint8Array>;
}

/** What an image is made of; the same recipe gives the same bytes. */
export interface ImageRecipe {
  /** `linux/amd64` */
  platform: string;
  layers: { files: Record<string, string | Uint8Array> }[];
  /** The `config` member of the configuration: `{ Labels, User, Env, Entrypoint, … }`. */
  config?: Record<string, unknown>;
  annotations?: Record<string, string>;
  /** Media types of docker schema 2 instead of OCI's. Default "oci". */
  flavor?: "oci" | "docker";
  /** How layers are packed; docker schema 2 knows gzip only. Default "gzip". */
  packing?: "gzip" | "zstd";
  /** Default 2024-01-01T00:00:00Z. */
  created?: string;
}

const TYPES = {
  oci: {
    manifest: "application/vnd.oci.image.manifest.v1+json",
    index: "application/vnd.oci.image.index.v1+json",
    config: "application/vnd.oci.image.config.v1+json",
    layer: "application/vnd.oci.image.layer.v1.tar+gzip",
  },
  docker: {
    manifest: "application/vnd.docker.distribution.manifest.v2+json",
    index: "application/vnd.docker.distribution.manifest.list.v2+json",
    config: "application/vnd.docker.container.image.v1+json",
    layer: "application/vnd.docker.image.rootfs.diff.tar.gzip",
  },
} as const;

const CREATED = "2024-01-01T00:00:00Z";
const EMPTY_CONFIG = { mediaType: "application/vnd.oci.empty.v1+json", text: "{}" };

/** Makes an image for one platform. */
export async function makeImage(recipe: ImageRecipe): Promise<MadeImage> {
  const types = TYPES[recipe.flavor ?? "oci"];
  const platform = readPlatform(recipe.platform);
  const created = recipe.created ?? CREATED;
  const tars = await Promise.all(recipe.layers.map(({ files }) => makeTar(files)));
  const blobs = new Map<string, Uint8Array>();
  const layers = tars.map((tar) => addLayer(blobs, recipe, tar));
  const config = {
    created,
    ...platform,
    config: recipe.config ?? {},
    rootfs: { type: "layers", diff_ids: tars.map(digestOf) },
    history: tars.map((_, at) => ({ created, created_by: `COPY layer ${at + 1} / # made by oci-images` })),
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: types.manifest,
    config: addJson(blobs, types.config, config),
    layers,
    ...(recipe.annotations === undefined ? {} : { annotations: recipe.annotations }),
  };
  return { descriptor: { ...addJson(blobs, types.manifest, manifest), platform }, blobs };
}

function addLayer(blobs: Map<string, Uint8Array>, { packing, flavor }: ImageRecipe, tar: Uint8Array): OciDescriptor {
  if (packing === "zstd") return addBlob(blobs, "application/vnd.oci.image.layer.v1.tar+zstd", zstdCompressSync(tar));
  return addBlob(blobs, TYPES[flavor ?? "oci"].layer, gzipSync(tar, { level: 9 }));
}

/** Makes an index of images (or of indexes), in the given order. */
export function makeIndex(
  images: readonly MadeImage[],
  options: { annotations?: Record<string, string>; flavor?: "oci" | "docker" } = {},
): MadeImage {
  const types = TYPES[options.flavor ?? "oci"];
  const blobs = new Map(images.flatMap((image) => [...image.blobs]));
  const index = {
    schemaVersion: 2,
    mediaType: types.index,
    manifests: images.map(({ descriptor }) => descriptor),
    ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
  };
  return { descriptor: addJson(blobs, types.index, index), blobs };
}

/** Makes something that refers to `subject`, e.g. a sigstore bundle: an artifact manifest with one layer per blob. */
export function makeReferrer(
  subject: OciDescriptor,
  artifact: {
    artifactType?: string;
    layers: { mediaType: string; bytes: Uint8Array | string; annotations?: Record<string, string> }[];
    annotations?: Record<string, string>;
  },
): MadeImage {
  const blobs = new Map<string, Uint8Array>();
  const manifest = {
    schemaVersion: 2,
    mediaType: TYPES.oci.manifest,
    ...(artifact.artifactType === undefined ? {} : { artifactType: artifact.artifactType }),
    config: addBlob(blobs, EMPTY_CONFIG.mediaType, Buffer.from(EMPTY_CONFIG.text)),
    layers: artifact.layers.map(({ mediaType, bytes, annotations }) => ({
      ...addBlob(blobs, mediaType, Buffer.from(bytes)),
      ...(annotations === undefined ? {} : { annotations }),
    })),
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    ...(artifact.annotations === undefined ? {} : { annotations: artifact.annotations }),
  };
  return { descriptor: addJson(blobs, TYPES.oci.manifest, manifest), blobs };
}

/** The tag under which clients look for referrers of `digest` where a registry has no referrers API. */
export function fallbackTag(digest: string): string {
  return digest.replace(":", "-");
}

/** Adds images under tags to a layout, which is made when it is not there; a tag that stands already is moved. */
export async function writeLayout(folder: string, images: Record<string, MadeImage>): Promise<void> {
  await mkdir(join(folder, "blobs", "sha256"), { recursive: true });
  await writeFile(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  const path = join(folder, "index.json");
  const old = await readFile(path, "utf8").catch(() => '{"manifests":[]}');
  const { manifests } = JSON.parse(old) as { manifests: OciDescriptor[] };
  const kept = manifests.filter(({ annotations }) => !Object.hasOwn(images, annotations?.[REF_NAME] ?? ""));
  const added = Object.entries(images).map(([tag, { descriptor }]) => ({
    ...descriptor,
    annotations: { ...descriptor.annotations, [REF_NAME]: tag },
  }));
  for (const { blobs } of Object.values(images)) {
    for (const [digest, bytes] of blobs) await writeFile(join(folder, "blobs", digest.replace(":", "/")), bytes);
  }
  const index = { schemaVersion: 2, mediaType: TYPES.oci.index, manifests: [...kept, ...added] };
  await writeFile(path, `${JSON.stringify(index, undefined, 2)}\n`);
}

const REF_NAME = "org.opencontainers.image.ref.name";

/** A tar with plain files only, sorted, owned by root, dated 1970: same files, same bytes. Names that end in `.sh` are executable. */
async function makeTar(files: Record<string, string | Uint8Array>): Promise<Uint8Array> {
  const tar = pack();
  for (const name of Object.keys(files).sort()) {
    const mode = name.endsWith(".sh") ? 0o755 : 0o644;
    tar.entry({ name, mode, uid: 0, gid: 0, mtime: new Date(0), type: "file" }, Buffer.from(files[name] ?? ""));
  }
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function addJson(blobs: Map<string, Uint8Array>, mediaType: string, value: unknown): OciDescriptor {
  return addBlob(blobs, mediaType, Buffer.from(JSON.stringify(value)));
}

function addBlob(blobs: Map<string, Uint8Array>, mediaType: string, bytes: Uint8Array): OciDescriptor {
  const digest = digestOf(bytes);
  blobs.set(digest, bytes);
  return { mediaType, digest, size: bytes.byteLength };
}

function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

function readPlatform(text: string): { os: string; architecture: string; variant?: string } {
  const [os = "linux", architecture = "amd64", variant] = text.split("/");
  return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}

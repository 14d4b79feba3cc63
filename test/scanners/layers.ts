import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";
import type { Digest, Layer, PlatformImage } from "../../src/model/image.ts";
import type { OpenRegistry } from "../../src/registries/registry.ts";
import type { LayerFactStore, ScanTarget } from "../../src/scanners/scanner.ts";

/** One entry of a tar to make; without `text` and `link` a directory. */
export interface EntryToMake {
  path: string;
  text?: string;
  link?: string;
  type?: "symlink" | "link" | "file" | "directory";
}

/** Bytes of a layer and what a manifest would say of them. */
export interface MadeLayer {
  layer: Layer;
  bytes: () => AsyncIterable<Uint8Array>;
}

/** Same entries, same bytes, same digest. */
const EPOCH = new Date(0);
const TAR_GZIP = "application/vnd.oci.image.layer.v1.tar+gzip";

/** Entries → bytes of a tar. */
export async function makeTar(entries: readonly EntryToMake[]): Promise<Buffer> {
  const tar = pack();
  for (const { path, text, link, type } of entries) {
    if (link !== undefined) tar.entry({ name: path, type: type ?? "symlink", linkname: link, mtime: EPOCH });
    else if (text !== undefined) tar.entry({ name: path, type: "file", mtime: EPOCH }, text);
    else tar.entry({ name: path, type: "directory", mtime: EPOCH });
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Bytes → layer with the digest and size they really have. */
export function layerOf(bytes: Uint8Array, mediaType = TAR_GZIP, chunkBytes = 32 * 1024): MadeLayer {
  const digest: Digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return {
    layer: { digest, mediaType, sizeBytes: bytes.length },
    bytes: async function* () {
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
    },
  };
}

/** Entries → gzip layer. */
export async function makeLayer(...entries: EntryToMake[]): Promise<MadeLayer> {
  return layerOf(gzipSync(await makeTar(entries)));
}

/** A registry over loopback's shorter cousin: serves these layers from memory, checks digest and size, counts reads. */
export function serveLayers(...layers: MadeLayer[]): { target: ScanTarget; readBytes: () => number } {
  let readBytes = 0;
  const absent = { outcome: "not-supported", reason: "only blobs are served here" } as const;
  const registry: OpenRegistry = {
    digestOf: async () => absent,
    resolve: async () => absent,
    tags: async () => absent,
    referrers: async () => absent,
    manifest: async () => absent,
    blob: async function* (_reference, descriptor) {
      const made = layers.find(({ layer }) => layer.digest === descriptor.digest);
      if (made === undefined) throw new Error("not-found");
      const hash = createHash("sha256");
      let size = 0;
      for await (const chunk of made.bytes()) {
        readBytes += chunk.length;
        size += chunk.length;
        hash.update(chunk);
        yield chunk;
      }
      if (size !== descriptor.sizeBytes) throw new Error(`size-mismatch: ${size} instead of ${descriptor.sizeBytes}`);
      if (`sha256:${hash.digest("hex")}` !== descriptor.digest) throw new Error("digest-mismatch");
    },
  };
  const image: Digest = `sha256:${"0".repeat(64)}`;
  const platform: PlatformImage = {
    digest: image,
    platform: { os: "linux", architecture: "amd64" },
    sizeBytes: 0,
    layers: layers.map(({ layer }) => layer),
    config: { digest: image, env: [], labels: {}, exposedPorts: [], volumes: [], history: [] },
    annotations: {},
  };
  const reference = { host: "registry.example.org", repository: "lab/tool", tag: "1.0.0" };
  return { target: { reference, image, platform, registry }, readBytes: () => readBytes };
}

/** Layer facts in memory. */
export function memoryStore(): LayerFactStore & { entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return { entries, get: (key) => entries.get(key), set: (key, value) => void entries.set(key, value) };
}

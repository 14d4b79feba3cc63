import { readFileSync } from "node:fs";
import { extract } from "tar-stream";
import type { Layer } from "../../src/model/image.ts";
import type { MadeLayer } from "./layers.ts";

/** Layers of the only image in a tar of an OCI layout. */
export async function readOciTar(path: string): Promise<MadeLayer[]> {
  const files = new Map<string, Buffer>();
  const tar = extract();
  tar.end(readFileSync(path));
  for await (const entry of tar) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    files.set(entry.header.name.replace(/^\.\//, ""), Buffer.concat(chunks));
  }
  const blob = (digest: string) => files.get(`blobs/${digest.replace(":", "/")}`) ?? Buffer.alloc(0);
  const index = JSON.parse(String(files.get("index.json")));
  const manifest = JSON.parse(String(blob(index.manifests[0].digest)));
  return manifest.layers.map(
    (row: { digest: Layer["digest"]; mediaType: string; size: number }): MadeLayer => ({
      layer: { digest: row.digest, mediaType: row.mediaType, sizeBytes: row.size },
      bytes: async function* () {
        yield blob(row.digest);
      },
    }),
  );
}

import type { MadeImage } from "./oci-images.ts";
import type { RunningRegistry } from "./registry.ts";

/** Uploads an image as it is, byte for byte, by the registry's own API; for what skopeo would not copy or would change. */
export async function putImage(
  registry: RunningRegistry,
  repository: string,
  tag: string,
  image: MadeImage,
): Promise<void> {
  const base = `${registry.url}/v2/${repository}`;
  const manifests = [...image.blobs].filter(([, bytes]) => isManifest(bytes));
  for (const [digest, bytes] of image.blobs) {
    if (manifests.some(([other]) => other === digest)) continue;
    const begun = await fetch(`${base}/blobs/uploads/`, { method: "POST" });
    const place = new URL(begun.headers.get("location") ?? "", registry.url);
    place.searchParams.set("digest", digest);
    await put(place.href, "application/octet-stream", bytes);
  }
  // Blobs come before the manifests that name them, and the map holds inner manifests before outer ones.
  for (const [digest, bytes] of manifests) await put(`${base}/manifests/${digest}`, mediaTypeOf(bytes), bytes);
  const top = image.blobs.get(image.descriptor.digest);
  if (top !== undefined) await put(`${base}/manifests/${tag}`, image.descriptor.mediaType, top);
}

async function put(url: string, mediaType: string, bytes: Uint8Array): Promise<void> {
  const answer = await fetch(url, {
    method: "PUT",
    headers: { "content-type": mediaType },
    body: new Uint8Array(bytes),
  });
  if (!answer.ok) throw new Error(`PUT answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}

function isManifest(bytes: Uint8Array): boolean {
  return mediaTypeOf(bytes) !== "";
}

function mediaTypeOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.subarray(0, 200)).toString("latin1");
  return /^\{"schemaVersion":2,"mediaType":"(?<type>[^"]+)"/.exec(text)?.groups?.["type"] ?? "";
}

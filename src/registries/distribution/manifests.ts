import type { HttpResponse } from "../../http/http-client.ts";
import type { Digest, Reference } from "../../model/image.ts";
import { digestOfBytes, parseDigest } from "../../oci/digest.ts";
import { repositoryOf, targetOf } from "../checked-reference.ts";
import { type ContentStore, checkDigest, MANIFEST_CAP_BYTES, type ManifestBytes } from "../content-store.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { Asker } from "./asker.ts";
import { checkStatus } from "./status.ts";
import { type DigestMemory, recallDigest, rememberDigest } from "./tag-memory.ts";

/** Statuses by which a server says that it does not do HEAD. */
const NO_HEAD: ReadonlySet<number> = new Set([400, 405, 501]);

/**
 * Digest of what a tag or digest points at, by HEAD; by GET and the bytes where HEAD does not tell. What a tag pointed at
 * when it was last asked lets the registry answer that nothing has changed.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#checking-if-content-exists-in-the-registry
 */
export async function askDigest(asker: Asker, reference: Reference, memory?: DigestMemory): Promise<Digest> {
  const repository = repositoryOf(reference);
  const target = targetOf(reference);
  const name = "digest" in target ? target.digest : target.tag;
  const key = `${asker.endpoint}/${repository}:${name}`;
  const before = "tag" in target ? recallDigest(memory, key) : undefined;
  const condition = before === undefined ? {} : { ifNoneMatch: before.etag };
  const head = await asker.ask({ repository, path: `/manifests/${name}`, method: "HEAD", ...condition });
  if (head.status === 304 && before !== undefined) return announcedDigest(head) ?? before.digest;
  if (!NO_HEAD.has(head.status)) checkStatus(head.status);
  const announced = head.status < 300 ? announcedDigest(head) : undefined;
  const digest = announced ?? (await getManifest(asker, repository, name, MANIFEST_CAP_BYTES)).digest;
  if ("tag" in target && announced !== undefined) rememberDigest(memory, key, head.headers.get("etag"), digest);
  if ("digest" in target && digest !== target.digest) {
    throw new RegistryFault("digest-mismatch", `registry names ${digest} for ${target.digest}`);
  }
  return digest;
}

/** Gets a manifest by tag or digest; its bytes are checked against the name and the registry's own header. */
export async function getManifest(
  asker: Asker,
  repository: string,
  name: string,
  capBytes: number,
): Promise<ManifestBytes & { digest: Digest }> {
  const response = await asker.ask({ repository, path: `/manifests/${name}`, capBytes });
  checkStatus(response.status);
  const bytes = response.body;
  const announced = announcedDigest(response);
  if (announced !== undefined) checkDigest(bytes, announced);
  const asked = parseDigest(name);
  if (asked !== undefined) checkDigest(bytes, asked);
  const mediaType = response.headers.get("content-type");
  const digest = asked ?? announced ?? digestOfBytes(bytes);
  return { bytes, digest, ...(mediaType === null ? {} : { mediaType }) };
}

/** The content of one repository over HTTP. */
export function makeStore(asker: Asker, repository: string): ContentStore {
  return {
    manifest: (digest, capBytes) => getManifest(asker, repository, digest, capBytes),
    async smallBlob({ digest, sizeBytes }, capBytes) {
      if (sizeBytes > capBytes) throw new RegistryFault("too-large", `${digest} is larger than ${capBytes} bytes`);
      const response = await asker.ask({ repository, path: `/blobs/${digest}`, accept: "*/*", capBytes });
      checkStatus(response.status);
      if (response.body.byteLength !== sizeBytes) {
        throw new RegistryFault("digest-mismatch", `${digest} has another size than its descriptor says`);
      }
      checkDigest(response.body, digest);
      return response.body;
    },
  };
}

function announcedDigest(response: HttpResponse): Digest | undefined {
  return parseDigest(response.headers.get("docker-content-digest"));
}

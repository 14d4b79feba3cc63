import { join } from "node:path";
import type { Digest, Reference } from "../../model/image.ts";
import { WaybillError } from "../../model/waybill-error.ts";
import type { Descriptor } from "../../oci/descriptor.ts";
import { splitDigest } from "../../oci/digest.ts";
import { manifestKind } from "../../oci/media-type.ts";
import { referrersTag } from "../../oci/referrer-tag.ts";
import { checkedBlob } from "../checked-blob.ts";
import { checkedDigest, repositoryOf, targetOf } from "../checked-reference.ts";
import { type ContentStore, checkDigest, MANIFEST_CAP_BYTES, openManifest } from "../content-store.ts";
import { type ListedReferrer, openReferrers } from "../open-referrers.ts";
import type { OpenRegistry, RegistrySettings } from "../registry.ts";
import { factOf, RegistryFault } from "../registry-fault.ts";
import { resolveImage } from "../resolve-image.ts";
import { findLayout, type Layout } from "./find-layout.ts";
import { openInside, readInside, realRoot } from "./inside-folder.ts";
import { digestOfTag, isNamed, tagsOf } from "./layout-tags.ts";

/** Entries of an index.json are looked into one by one, so all of them may be candidates. */
const MAX_CANDIDATES = 1000;
const REFERRER_CAP_BYTES = 64 * 1024;

/** Opens a folder of OCI image layouts, one per repository, or one layout. Every question reads the disk anew. */
export function openLayouts(settings: RegistrySettings, ports: { now: () => Date }): OpenRegistry {
  const endpoint = settings.endpoint;
  if (endpoint === undefined) {
    throw new WaybillError("config-invalid", `registries: oci-layout of ${settings.host} needs an endpoint folder`);
  }
  const findRoot = rememberRoot(endpoint);
  const find = async (reference: Reference): Promise<Layout> => findLayout(await findRoot(), repositoryOf(reference));
  return {
    digestOf: (reference) => factOf(ports.now, async () => findDigest(await find(reference), reference)),
    resolve: (reference, digest) =>
      factOf(ports.now, async () => resolveImage(makeStore(await find(reference)), checkedDigest(digest))),
    tags: (reference) => factOf(ports.now, async () => tagsOf(await find(reference), reference.repository)),
    referrers: (reference, digest) =>
      factOf(ports.now, async () => {
        const layout = await find(reference);
        const listed = await listCandidates(layout, reference, checkedDigest(digest));
        return openReferrers(makeStore(layout), digest, listed, MAX_CANDIDATES);
      }),
    manifest: (reference, digest, capBytes) =>
      factOf(ports.now, async () => {
        const store = makeStore(await find(reference));
        return (await store.manifest(checkedDigest(digest), capBytes)).bytes;
      }),
    blob: (reference, descriptor, signal) =>
      checkedBlob(descriptor, async () => {
        const layout = await find(reference);
        const { handle } = await openInside(layout.root, blobPath(layout, checkedDigest(descriptor.digest)));
        return handle.createReadStream(signal === undefined ? {} : { signal });
      }),
  };
}

/** The digest that is asked for, its manifest read and checked. */
async function findDigest(layout: Layout, reference: Reference): Promise<Digest> {
  const target = targetOf(reference);
  const digest = "digest" in target ? target.digest : digestOfTag(layout, reference.repository, target.tag);
  if (digest === undefined) throw new RegistryFault("not-found", "no such tag in the layout");
  await makeStore(layout).manifest(digest, MANIFEST_CAP_BYTES);
  return digest;
}

function makeStore(layout: Layout): ContentStore {
  async function read(digest: Digest, capBytes: number): Promise<Uint8Array> {
    const bytes = await readInside(layout.root, blobPath(layout, digest), capBytes);
    checkDigest(bytes, digest);
    return bytes;
  }
  return {
    manifest: async (digest, capBytes) => ({ bytes: await read(digest, capBytes) }),
    async smallBlob({ digest, sizeBytes }, capBytes) {
      const bytes = await read(digest, capBytes);
      if (bytes.byteLength === sizeBytes) return bytes;
      throw new RegistryFault("digest-mismatch", `${digest} has another size than its descriptor says`);
    },
  };
}

/** What may refer to `subject`: the list under the fallback tag, and every small manifest in index.json. */
async function listCandidates(layout: Layout, reference: Reference, subject: Digest): Promise<ListedReferrer[]> {
  const candidates = layout.index.manifests.filter(
    (entry) =>
      entry.digest !== subject &&
      manifestKind(entry.mediaType) !== undefined &&
      (!isNamed(entry) || entry.sizeBytes <= REFERRER_CAP_BYTES),
  );
  const listed = candidates.map(toListed);
  const fallback = digestOfTag(layout, reference.repository, referrersTag(subject));
  if (fallback === undefined) return listed;
  const { stored } = await openManifest(makeStore(layout), fallback);
  return stored.kind === "image-index" ? [...listed, ...stored.index.manifests.map(toListed)] : listed;
}

function toListed({ digest, mediaType, artifactType = "", sizeBytes }: Descriptor): ListedReferrer {
  return { digest, mediaType, artifactType, sizeBytes, isListedByApi: false };
}

function blobPath(layout: Layout, digest: Digest): string {
  const { algorithm, hex } = splitDigest(digest);
  return join(layout.folder, "blobs", algorithm, hex);
}

/** Asked once a run: thousands of references lead into the same folder, or into one that is not there. */
function rememberRoot(endpoint: string): () => Promise<string> {
  let root: Promise<string> | undefined;
  return () => {
    root ??= realRoot(endpoint);
    return root;
  };
}

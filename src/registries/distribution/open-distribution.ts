import { checkedBlob } from "../checked-blob.ts";
import { checkedDigest, repositoryOf } from "../checked-reference.ts";
import { openReferrers } from "../open-referrers.ts";
import type { BlobDescriptor, OpenRegistry, RegistryPorts, RegistrySettings } from "../registry.ts";
import { factOf } from "../registry-fault.ts";
import { resolveImage } from "../resolve-image.ts";
import { makeAsker, type Question } from "./asker.ts";
import { endpointOf } from "./endpoint.ts";
import { listRepositories } from "./list-repositories.ts";
import { askDigest, makeStore } from "./manifests.ts";
import { listReferrers } from "./referrers.ts";
import { checkStatus } from "./status.ts";
import { askTags } from "./tags.ts";

/** Slowest transfer that is waited for, bytes a millisecond (50 KB/s), and what every transfer gets beside. */
const SLOWEST_BYTES_PER_MS = 50;
const BLOB_GRACE_MS = 60_000;
const LONGEST_TRANSFER_MS = 6 * 60 * 60 * 1000;

/** Opens a registry that speaks distribution v2 over HTTP. */
export function openDistribution(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry {
  const asker = makeAsker(endpointOf(settings), ports);
  return {
    digestOf: (reference) => factOf(ports.now, () => askDigest(asker, reference, ports.memory)),
    resolve: (reference, digest) =>
      factOf(ports.now, async () => resolveImage(makeStore(asker, repositoryOf(reference)), checkedDigest(digest))),
    tags: (repository) => factOf(ports.now, async () => askTags(asker, repositoryOf(repository))),
    repositories: (scope) => factOf(ports.now, () => listRepositories(asker, scope)),
    referrers: (reference, digest) =>
      factOf(ports.now, async () => {
        const repository = repositoryOf(reference);
        const listed = await listReferrers(asker, repository, checkedDigest(digest));
        return openReferrers(makeStore(asker, repository), digest, listed);
      }),
    manifest: (reference, digest, capBytes) =>
      factOf(ports.now, async () => {
        const store = makeStore(asker, repositoryOf(reference));
        return (await store.manifest(checkedDigest(digest), capBytes)).bytes;
      }),
    blob: (reference, descriptor, signal) =>
      checkedBlob(descriptor, async () => {
        const { status, body } = await asker.stream(blobQuestion(repositoryOf(reference), descriptor, signal));
        if (status >= 300) await body[Symbol.asyncIterator]().return?.();
        checkStatus(status);
        return body;
      }),
  };
}

function blobQuestion(repository: string, descriptor: BlobDescriptor, signal: AbortSignal | undefined): Question {
  return {
    repository,
    path: `/blobs/${checkedDigest(descriptor.digest)}`,
    accept: "*/*",
    // The size is held by the check of the blob, whose fault says more.
    capBytes: Number.MAX_SAFE_INTEGER,
    timeoutMs: Math.min(BLOB_GRACE_MS + Math.ceil(descriptor.sizeBytes / SLOWEST_BYTES_PER_MS), LONGEST_TRANSFER_MS),
    ...(signal === undefined ? {} : { signal }),
  };
}

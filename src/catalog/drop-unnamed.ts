import type { Catalog, RepositoryRecord } from "../model/catalog.ts";
import type { Image } from "../model/image.ts";

/**
 * Images that an entry named before and none names now leave with their plugins, so that nothing of a repository
 * made private stays; their history lines remain. An image that a tag has left stays while its tag is named.
 */
export function dropUnnamed(
  images: readonly Image[],
  before: Catalog,
  repositories: readonly RepositoryRecord[],
): Image[] {
  const namedNow = namedDigests(repositories);
  const namedBefore = namedDigests(before.repositories);
  const current = new Map<string, string>();
  for (const { tagHistory } of images) {
    for (const { reference, digest, to } of tagHistory) if (to === undefined) current.set(reference, digest);
  }
  return images.filter((image) => {
    if (namedNow.has(image.digest)) return true;
    const isLeft = image.tagHistory.some(
      ({ reference, to }) => to !== undefined && namedNow.has(current.get(reference) ?? ""),
    );
    const wasLeft = image.tagHistory.some(({ to }) => to !== undefined);
    return isLeft || !(namedBefore.has(image.digest) || wasLeft);
  });
}

function namedDigests(repositories: readonly RepositoryRecord[]): Set<string> {
  const digests = new Set<string>();
  for (const { entries } of repositories) {
    for (const { digest } of entries.flatMap((entry) => entry.images)) {
      if (digest.outcome === "known") digests.add(digest.value);
      if (digest.outcome === "not-available" && digest.last !== undefined) digests.add(digest.last.value);
    }
  }
  return digests;
}

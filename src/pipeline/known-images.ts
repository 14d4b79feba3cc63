import { lastKnown } from "../catalog/carry-facts.ts";
import { repositoryIdentity } from "../catalog/entry-id.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Fact } from "../model/fact.ts";
import type { Digest, Image } from "../model/image.ts";
import type { SignatureVerdict } from "../model/signature.ts";
import type { SourceRepository } from "../model/source-repository.ts";

/** What the catalog remembers of images, ready to be asked thousands of times. */
export interface KnownImages {
  byDigest: ReadonlyMap<Digest, Image>;
  /** Image a reference pointed at when it was last seen. */
  current: ReadonlyMap<string, Image>;
  /** Verdict of an image for a repository: key is `verdictKey`. */
  verdicts: ReadonlyMap<string, Fact<SignatureVerdict>>;
  /** Periods of a reference, oldest first. */
  periods: ReadonlyMap<string, Image["tagHistory"]>;
}

const made = new WeakMap<Catalog, KnownImages>();

/** The images of a catalog by digest and by reference; made once a catalog. */
export function knownImages(catalog: Catalog): KnownImages {
  const known = made.get(catalog) ?? { ...indexImages(catalog.images), verdicts: indexVerdicts(catalog) };
  made.set(catalog, known);
  return known;
}

/** An image is judged for each repository whose plugins name it. */
export function verdictKey(repository: SourceRepository, digest: Digest): string {
  return `${repositoryIdentity(repository)} ${digest}`;
}

function indexVerdicts(catalog: Catalog): KnownImages["verdicts"] {
  const verdicts = new Map<string, Fact<SignatureVerdict>>();
  for (const { repository, entries } of catalog.repositories) {
    for (const { digest, signature } of entries.flatMap((entry) => entry.images)) {
      const value = lastKnown(digest)?.value;
      if (value !== undefined && signature !== undefined) verdicts.set(verdictKey(repository, value), signature);
    }
  }
  return verdicts;
}

function indexImages(images: readonly Image[]): Omit<KnownImages, "verdicts"> {
  const current = new Map<string, Image>();
  const unique = new Map<string, Map<string, Image["tagHistory"][number]>>();
  for (const image of images) {
    for (const period of image.tagHistory) {
      const ofReference = unique.get(period.reference) ?? new Map();
      unique.set(period.reference, ofReference.set(`${period.from} ${period.digest}`, period));
      if (period.to === undefined && period.digest === image.digest) current.set(period.reference, image);
    }
  }
  const periods = new Map(
    [...unique].map(([reference, ofReference]) => [
      reference,
      [...ofReference.values()].sort((a, b) => (a.from < b.from ? -1 : 1)),
    ]),
  );
  return { byDigest: new Map(images.map((image) => [image.digest, image])), current, periods };
}

import type { Catalog } from "../model/catalog.ts";
import type { Digest, Image } from "../model/image.ts";

/** What the catalog remembers of images, ready to be asked thousands of times. */
export interface KnownImages {
  byDigest: ReadonlyMap<Digest, Image>;
  /** Image a reference pointed at when it was last seen. */
  current: ReadonlyMap<string, Image>;
  /** Periods of a reference, oldest first. */
  periods: ReadonlyMap<string, Image["tagHistory"]>;
}

const made = new WeakMap<Catalog, KnownImages>();

/** The images of a catalog by digest and by reference; made once a catalog. */
export function knownImages(catalog: Catalog): KnownImages {
  const known = made.get(catalog) ?? indexImages(catalog.images);
  made.set(catalog, known);
  return known;
}

function indexImages(images: readonly Image[]): KnownImages {
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

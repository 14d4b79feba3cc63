import { type Labels, labelOf } from "./recognize.ts";

/** Labels that hold tags. */
export const TAG_KEYS = ["about.tags", "io.openshift.tags"];

/** Most tags read of one label. */
const MAX_TAGS = 200;

/** A tag of Debian: `facet::value` or `facet::value:narrower`, https://wiki.debian.org/Debtags */
const DEBIAN_TAG = /^(?<facet>[a-z0-9-]{1,60})::(?<value>[a-z0-9+.:-]{1,100})$/u;

/**
 * Tags that labels give: Debian's in `about.tags` ("field::biology, role::program"), OpenShift's words. Debian writes
 * `field::{biology,biology:bioinformatics}`; labels lost the braces, so that `:biology:bioinformatics` belongs to the
 * facet whose value it narrows, and what narrows none stays as written. `TODO` is Debian's own gap.
 */
export function readTags(labels: Labels): string[] {
  const tags = new Set(TAG_KEYS.flatMap((key) => tagsIn(labelOf(labels, key, 5_000) ?? "")));
  return [...tags];
}

function tagsIn(text: string): string[] {
  const parts = text.split(",", MAX_TAGS).map((part) => part.trim());
  const facets = new Map<string, string>();
  for (const part of parts) {
    const groups = DEBIAN_TAG.exec(part)?.groups;
    const [facet, first] = [groups?.["facet"], groups?.["value"]?.split(":")[0]];
    if (facet !== undefined && first !== undefined) facets.set(first, facet);
  }
  return parts.flatMap((part) => {
    if (part === "" || part.endsWith(":TODO")) return [];
    if (!part.startsWith(":")) return [part];
    const facet = facets.get(part.split(":")[1] ?? "");
    return [facet === undefined ? part : `${facet}:${part}`];
  });
}

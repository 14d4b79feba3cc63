import type { HttpResponse } from "../../http/http-client.ts";
import type { Digest } from "../../model/image.ts";
import { type ManifestKind, MEDIA_TYPES, manifestKind } from "../../oci/media-type.ts";
import { isProblem } from "../../oci/problem.ts";
import { referrersTag } from "../../oci/referrer-tag.ts";
import { parseStoredManifest } from "../../oci/stored-manifest.ts";
import { MANIFEST_CAP_BYTES } from "../content-store.ts";
import type { ListedReferrer } from "../open-referrers.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { Asker } from "./asker.ts";
import { getManifest } from "./manifests.ts";
import { askPages } from "./pages.ts";
import { readListing } from "./read-listing.ts";
import { checkStatus } from "./status.ts";

/** Answers of registries that do not know the referrers API. */
const NO_API: ReadonlySet<number> = new Set([400, 404, 405, 406, 410]);

/** Pages are read no further than this many entries; the opening has its own, lower cap and notes what is left out. */
const MAX_LISTED = 1000;

/**
 * What the referrers API and the fallback tag list, both always: clients write the tag where their registry had no API
 * when they wrote. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function listReferrers(asker: Asker, repository: string, subject: Digest): Promise<ListedReferrer[]> {
  const byApi = await listByApi(asker, repository, subject);
  const byTag = await listByTag(asker, repository, subject);
  return [...byApi, ...byTag];
}

async function listByApi(asker: Asker, repository: string, subject: Digest): Promise<ListedReferrer[]> {
  const listed: ListedReferrer[] = [];
  const first = { repository, path: `/referrers/${subject}`, accept: MEDIA_TYPES.ociIndex };
  let isFirst = true;
  for await (const page of askPages(asker, first)) {
    if (isNoApi(page)) {
      if (isFirst) return [];
      // There is an API, and it names a page that is not there: what the rest would be is not known.
      throw new RegistryFault("malformed", "the list of referrers breaks off");
    }
    isFirst = false;
    checkStatus(page.status);
    listed.push(...readListing(page.body, { isListedByApi: true }));
    if (listed.length > MAX_LISTED) break;
  }
  return listed;
}

/** Servers in front of registries answer unknown paths with a page of their own: 200, but no index. */
function isNoApi(page: HttpResponse): boolean {
  if (page.status >= 200 && page.status < 300) {
    return manifestKind(page.headers.get("content-type") ?? undefined) !== "image-index";
  }
  return NO_API.has(page.status);
}

async function listByTag(asker: Asker, repository: string, subject: Digest): Promise<ListedReferrer[]> {
  try {
    const { bytes, mediaType } = await getManifest(asker, repository, referrersTag(subject), MANIFEST_CAP_BYTES);
    const kind = manifestKind(mediaType) ?? kindOf(bytes);
    return kind === "image-index" ? readListing(bytes, { isListedByApi: false }) : [];
  } catch (fault) {
    if (fault instanceof RegistryFault && fault.reason === "not-found") return [];
    throw fault;
  }
}

/** Kind by the document alone; what cannot be read at all is for the reader of listings to say. */
function kindOf(bytes: Uint8Array): ManifestKind {
  const stored = parseStoredManifest(bytes);
  return isProblem(stored) ? "image-index" : stored.kind;
}

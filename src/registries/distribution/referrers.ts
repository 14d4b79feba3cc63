import type { HttpResponse } from "../../http/http-client.ts";
import type { Digest } from "../../model/image.ts";
import { parseImageIndex } from "../../oci/image-index.ts";
import { MEDIA_TYPES, manifestKind } from "../../oci/media-type.ts";
import { isProblem } from "../../oci/problem.ts";
import { referrersTag } from "../../oci/referrer-tag.ts";
import { parseStoredManifest } from "../../oci/stored-manifest.ts";
import { MANIFEST_CAP_BYTES } from "../content-store.ts";
import { problemFault, RegistryFault } from "../registry-fault.ts";
import type { Asker } from "./asker.ts";
import { getManifest } from "./manifests.ts";
import { askPages } from "./pages.ts";
import { checkStatus } from "./status.ts";

/** Answers of registries that do not know the referrers API. */
const NO_API: ReadonlySet<number> = new Set([400, 404, 405, 406, 410]);

/** Pages of 500 referrers are read no further than this many entries; the opening has its own, lower cap. */
const MAX_LISTED = 1000;

/**
 * Digests that the referrers API and the fallback tag list, both always: clients write the tag where their registry
 * had no API when they wrote. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
 */
export async function listReferrers(asker: Asker, repository: string, subject: Digest): Promise<Digest[]> {
  const byApi = await listByApi(asker, repository, subject);
  const byTag = await listByTag(asker, repository, subject);
  return [...new Set([...byApi, ...byTag])];
}

async function listByApi(asker: Asker, repository: string, subject: Digest): Promise<Digest[]> {
  const listed: Digest[] = [];
  const first = { repository, path: `/referrers/${subject}`, accept: MEDIA_TYPES.ociIndex };
  for await (const page of askPages(asker, first)) {
    if (isNoApi(page)) return [];
    checkStatus(page.status);
    const index = parseImageIndex(page.body);
    if (isProblem(index)) throw problemFault(index);
    listed.push(...index.manifests.map(({ digest }) => digest));
    if (listed.length > MAX_LISTED) throw new RegistryFault("too-large", `more than ${MAX_LISTED} referrers`);
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

async function listByTag(asker: Asker, repository: string, subject: Digest): Promise<Digest[]> {
  try {
    const { bytes, mediaType } = await getManifest(asker, repository, referrersTag(subject), MANIFEST_CAP_BYTES);
    const stored = parseStoredManifest(bytes, mediaType);
    if (isProblem(stored)) throw problemFault(stored);
    return stored.kind === "image-index" ? stored.index.manifests.map(({ digest }) => digest) : [];
  } catch (fault) {
    if (fault instanceof RegistryFault && fault.reason === "not-found") return [];
    throw fault;
  }
}

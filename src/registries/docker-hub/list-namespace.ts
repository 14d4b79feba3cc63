import { stringMember } from "../../oci/json-member.ts";
import { type ApiClient, objectOf } from "../api-client.ts";
import { countMember, objectsMember } from "../api-members.ts";
import { collectPages, type RepositoryPage } from "../collect-pages.ts";
import type { RepositoryList } from "../registry.ts";

/** The most that one page may hold. */
const PAGE_SIZE = 100;

/**
 * Public image repositories of a user or organization:
 * https://docs.docker.com/reference/api/hub/latest/#tag/repositories/operation/listNamespaceRepositories.
 * Where the next page is follows from our own count, not from the address that the answer names.
 */
export async function listNamespace(api: ApiClient, namespace: string): Promise<RepositoryList> {
  const place = `/v2/namespaces/${encodeURIComponent(namespace)}/repositories`;
  return collectPages(async (page): Promise<RepositoryPage> => {
    const answer = objectOf(await api.get(`${place}?page=${page}&page_size=${PAGE_SIZE}`));
    const count = countMember(answer, "count");
    return {
      elements: objectsMember(answer, "results").map((entry) => {
        const name = stringMember(entry, "name") ?? "";
        // Plugins of the Docker engine live in the same lists; older entries say no type.
        const isImage = (stringMember(entry, "repository_type") ?? "image") === "image";
        const isPublic = entry["is_private"] !== true;
        return { key: name, ...(isImage && isPublic ? { name: `${namespace}/${name}` } : {}) };
      }),
      ...(count === undefined ? {} : { count }),
      hasNext: stringMember(answer, "next") !== undefined,
    };
  });
}

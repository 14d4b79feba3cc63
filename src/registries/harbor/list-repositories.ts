import { stringMember } from "../../oci/json-member.ts";
import { isJsonObject } from "../../oci/json-object.ts";
import type { ApiClient } from "../api-client.ts";
import { collectPages, type RepositoryPage } from "../collect-pages.ts";
import { nextQuery } from "../distribution/pages.ts";
import type { RepositoryList } from "../registry.ts";
import { RegistryFault } from "../registry-fault.ts";

const PAGE_SIZE = 100;

/** Repositories of a project: operation listRepositories of Harbor's API description. */
export function listProject(api: ApiClient, project: string): Promise<RepositoryList> {
  return listAt(api, `/projects/${encodeURIComponent(project)}/repositories`, `${project}/`);
}

/** Repositories of every project that is public: operation listAllRepositories. */
export function listCatalog(api: ApiClient): Promise<RepositoryList> {
  return listAt(api, "/repositories", "");
}

/** Of the `Link` field only whether it promises another page is read: where that page is, we count ourselves. */
function listAt(api: ApiClient, place: string, prefix: string): Promise<RepositoryList> {
  return collectPages(async (page): Promise<RepositoryPage> => {
    const { json, headers } = await api.get(`${place}?page=${page}&page_size=${PAGE_SIZE}&sort=name`);
    // Go programs write an empty list as null.
    const list: unknown = json ?? [];
    if (!Array.isArray(list)) throw new RegistryFault("malformed", "Harbor's list of repositories is no list");
    const names = list.map((entry: unknown) => (isJsonObject(entry) ? (stringMember(entry, "name") ?? "") : ""));
    const total = Number.parseInt(headers.get("x-total-count") ?? "", 10);
    const link = headers.get("link");
    return {
      elements: names.map((name) => ({ key: name, ...(name.startsWith(prefix) ? { name } : {}) })),
      ...(Number.isSafeInteger(total) && total >= 0 ? { count: total } : {}),
      // Without the field nothing is promised either way, and a server may give less than was asked for.
      hasNext: link === null ? names.length > 0 : nextQuery(link) !== undefined,
    };
  });
}

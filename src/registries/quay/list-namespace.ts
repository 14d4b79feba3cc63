import { stringMember } from "../../oci/json-member.ts";
import { type ApiClient, objectOf } from "../api-client.ts";
import { objectsMember } from "../api-members.ts";
import { collectPages, type RepositoryPage } from "../collect-pages.ts";
import type { RepositoryList } from "../registry.ts";

/** Longest page token that is handed back. */
const TOKEN_LENGTH = 4096;

/**
 * Public image repositories of a namespace. A page names the next one by a token, and Quay says no count:
 * https://docs.redhat.com/en/documentation/red_hat_quay/3/html/red_hat_quay_api_reference/listrepos
 */
export async function listNamespace(api: ApiClient, namespace: string): Promise<RepositoryList> {
  const first = `/api/v1/repository?namespace=${encodeURIComponent(namespace)}&public=true&repo_kind=image`;
  let token: string | undefined;
  return collectPages(async (): Promise<RepositoryPage> => {
    const place = token === undefined ? first : `${first}&next_page=${encodeURIComponent(token)}`;
    const answer = objectOf(await api.get(place));
    const next = stringMember(answer, "next_page");
    token = next !== undefined && next !== "" && next.length <= TOKEN_LENGTH ? next : undefined;
    return {
      elements: objectsMember(answer, "repositories").map((entry) => {
        const place = `${stringMember(entry, "namespace") ?? ""}/${stringMember(entry, "name") ?? ""}`;
        const isImage = (stringMember(entry, "kind") ?? "image") === "image";
        // Asked with credentials it lists private ones too, which nobody else may see.
        const isOurs = isImage && entry["is_public"] !== false && place.startsWith(`${namespace}/`);
        return { key: place, ...(isOurs ? { name: place } : {}) };
      }),
      hasNext: token !== undefined,
    };
  });
}

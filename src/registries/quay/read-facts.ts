import type { Digest, Reference, RegistryFacts } from "../../model/image.ts";
import { type ApiClient, objectOf } from "../api-client.ts";
import { compact, countMember, objectsMember, timeMember } from "../api-members.ts";
import { repositoryOf, targetOf } from "../checked-reference.ts";
import { RegistryFault } from "../registry-fault.ts";

/**
 * Size and dates of a tag. https://docs.redhat.com/en/documentation/red_hat_quay/3/html/use_red_hat_quay/viewing-tag-history-v2-api
 * Of an image that is named by its digest alone Quay says nothing.
 */
export async function readFacts(
  api: ApiClient,
  reference: Reference,
  digest: Digest,
  asOf: string,
): Promise<RegistryFacts> {
  const target = targetOf(reference);
  if ("digest" in target) throw new RegistryFault("not-found", "Quay knows dates of tags only");
  const repository = repositoryOf(reference).split("/").map(encodeURIComponent).join("/");
  const query = `onlyActiveTags=true&limit=1&specificTag=${encodeURIComponent(target.tag)}`;
  const answer = objectOf(await api.get(`/api/v1/repository/${repository}/tag/?${query}`));
  // A tag that has moved meanwhile is not about this image.
  const tag = objectsMember(answer, "tags").find(
    (one) => one["name"] === target.tag && one["manifest_digest"] === digest,
  );
  if (tag === undefined) throw new RegistryFault("not-found", "Quay's own API does not know this tag");
  return compact<RegistryFacts>({
    registry: "quay",
    asOf,
    // Of an index Quay adds nothing up and says null.
    sizeBytes: countMember(tag, "size"),
    pushed: timeMember(tag, "start_ts") ?? timeMember(tag, "last_modified"),
    expires: timeMember(tag, "end_ts") ?? timeMember(tag, "expiration"),
  });
}

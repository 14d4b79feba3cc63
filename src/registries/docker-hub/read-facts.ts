import type { Digest, Reference, RegistryFacts } from "../../model/image.ts";
import type { JsonObject } from "../../oci/json-object.ts";
import { type ApiClient, objectOf } from "../api-client.ts";
import { compact, countMember, objectsMember, textMember, timeMember } from "../api-members.ts";
import { repositoryOf, targetOf } from "../checked-reference.ts";
import { RegistryFault } from "../registry-fault.ts";

/**
 * Makes the reader of what the Hub adds: stars, pulls and dates of the repository, once a run, and size and dates of the
 * tag. https://docs.docker.com/reference/api/hub/latest/#tag/repositories
 */
export function makeFactReader(
  api: ApiClient,
): (reference: Reference, digest: Digest, asOf: string) => Promise<RegistryFacts> {
  const asked = new Map<string, Promise<JsonObject>>();

  function askRepository(place: string): Promise<JsonObject> {
    const answer = asked.get(place) ?? api.get(place).then(objectOf);
    asked.set(place, answer);
    return answer;
  }

  return async (reference, digest, asOf) => {
    const place = placeOf(reference);
    const repository = await askRepository(place);
    const target = targetOf(reference);
    const tag = "tag" in target ? await askTag(api, place, target.tag, digest) : {};
    return compact<RegistryFacts>({
      registry: "docker-hub",
      asOf,
      stars: countMember(repository, "star_count"),
      pulls: countMember(repository, "pull_count"),
      created: timeMember(repository, "date_registered"),
      updated: timeMember(repository, "last_updated"),
      categories: nonEmpty(objectsMember(repository, "categories").flatMap((one) => textMember(one, "slug") ?? [])),
      sizeBytes: countMember(tag, "full_size"),
      pushed: timeMember(tag, "tag_last_pushed"),
      pulled: timeMember(tag, "tag_last_pulled"),
    });
  };
}

/** What is said of a tag that has moved meanwhile, or is not in the Hub's database yet, is not about this image. */
async function askTag(api: ApiClient, place: string, tag: string, digest: Digest): Promise<JsonObject> {
  try {
    const answer = objectOf(await api.get(`${place}/tags/${encodeURIComponent(tag)}`));
    return (answer["digest"] ?? digest) === digest ? answer : {};
  } catch (fault) {
    if (fault instanceof RegistryFault && fault.reason === "not-found") return {};
    throw fault;
  }
}

/** The Hub has no repositories but `NAMESPACE/NAME`. */
function placeOf(reference: Reference): string {
  const [namespace = "", name, ...rest] = repositoryOf(reference).split("/");
  if (name === undefined || rest.length > 0) throw new RegistryFault("not-found", "no repository of Docker Hub");
  return `/v2/namespaces/${encodeURIComponent(namespace)}/repositories/${encodeURIComponent(name)}`;
}

function nonEmpty(list: string[]): string[] | undefined {
  return list.length === 0 ? undefined : list.slice(0, 50);
}

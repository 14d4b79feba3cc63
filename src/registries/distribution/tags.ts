import type { HttpResponse } from "../../http/http-client.ts";
import { stringsMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import { isTag } from "../../oci/reference.ts";
import { isAttachmentTag } from "../../oci/referrer-tag.ts";
import { problemFault, RegistryFault } from "../registry-fault.ts";
import type { Asker } from "./asker.ts";
import { askPages } from "./pages.ts";
import { checkStatus } from "./status.ts";

const PAGE_SIZE = 1000;
const MAX_TAGS = 100_000;

/**
 * All tags of a repository, sorted, without those that tools use for signatures and referrers. `tags: null` is what
 * distribution answers after the last tag went. A list that ends with a page that is exactly full may have been cut off
 * without a word: what comes after its last tag is asked for until nothing new does.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags
 */
export async function askTags(asker: Asker, repository: string): Promise<string[]> {
  const tags = new Set<string>();
  for (let path: string | undefined = `/tags/list?n=${PAGE_SIZE}`; path !== undefined; ) {
    const known = tags.size;
    let page: string[] = [];
    for await (const answer of askPages(asker, { repository, path, accept: "application/json" })) {
      page = readPage(answer);
      for (const tag of page) tags.add(tag);
      if (tags.size > MAX_TAGS) throw new RegistryFault("too-large", `more than ${MAX_TAGS} tags`);
    }
    const last = page.length === PAGE_SIZE && tags.size > known ? page.at(-1) : undefined;
    path = last === undefined ? undefined : `/tags/list?n=${PAGE_SIZE}&last=${encodeURIComponent(last)}`;
  }
  return [...tags].filter((tag) => !isAttachmentTag(tag)).sort();
}

function readPage(answer: HttpResponse): string[] {
  checkStatus(answer.status);
  const list = readJsonObject(answer.body);
  if (isProblem(list)) throw problemFault(list);
  return (stringsMember(list.json, "tags") ?? []).filter(isTag);
}

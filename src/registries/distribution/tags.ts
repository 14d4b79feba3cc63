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
 * distribution answers after the last tag went. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags
 */
export async function askTags(asker: Asker, repository: string): Promise<string[]> {
  const tags = new Set<string>();
  const first = { repository, path: `/tags/list?n=${PAGE_SIZE}`, accept: "application/json" };
  for await (const page of askPages(asker, first)) {
    checkStatus(page.status);
    const list = readJsonObject(page.body);
    if (isProblem(list)) throw problemFault(list);
    for (const tag of stringsMember(list.json, "tags") ?? []) if (isTag(tag) && !isAttachmentTag(tag)) tags.add(tag);
    if (tags.size > MAX_TAGS) throw new RegistryFault("too-large", `more than ${MAX_TAGS} tags`);
  }
  return [...tags].sort();
}

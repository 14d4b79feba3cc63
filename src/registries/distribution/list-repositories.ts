import { stringsMember } from "../../oci/json-member.ts";
import { readJsonObject } from "../../oci/json-object.ts";
import { isProblem } from "../../oci/problem.ts";
import { collectPages } from "../collect-pages.ts";
import type { RegistryScope, RepositoryList } from "../registry.ts";
import { problemFault } from "../registry-fault.ts";
import type { Asker } from "./asker.ts";
import { askPages } from "./pages.ts";
import { checkStatus } from "./status.ts";

const PAGE_SIZE = 1000;

/**
 * All repositories that the registry lists, or those below one name. A repository whose last tag went stays listed.
 * https://distribution.github.io/distribution/spec/api/#listing-repositories
 */
export async function listRepositories(asker: Asker, scope: RegistryScope): Promise<RepositoryList> {
  const prefix = "catalog" in scope ? "" : `${"project" in scope ? scope.project : scope.namespace}/`;
  const pages = askPages(asker, { repository: "_catalog", path: `?n=${PAGE_SIZE}`, accept: "application/json" });
  return collectPages(async () => {
    const { value: page, done } = await pages.next();
    if (done === true) return { elements: [], hasNext: false };
    checkStatus(page.status);
    const list = readJsonObject(page.body);
    if (isProblem(list)) throw problemFault(list);
    const names = stringsMember(list.json, "repositories") ?? [];
    return {
      elements: names.map((name) => ({ key: name, ...(name.startsWith(prefix) ? { name } : {}) })),
      hasNext: true,
    };
  });
}

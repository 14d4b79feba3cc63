import { compareText } from "../document/canonical-json.ts";
import { parseReference } from "../oci/reference.ts";
import type { RepositoryList } from "./registry.ts";
import { RegistryFault } from "./registry-fault.ts";

/** One page of a list of repositories. */
export interface RepositoryPage {
  /** Each element of the page once, whatever it is; what is no image repository of the scope has no `name`. */
  elements: { key: string; name?: string }[];
  /** What the registry says that all pages hold together. */
  count?: number;
  /** Says that another page follows. */
  hasNext: boolean;
}

const MAX_PAGES = 1000;
const MAX_REPOSITORIES = 100_000;

/**
 * Asks for page after page, from 1, to the end. What a list says of its own length is not believed: it ends when a page
 * brings nothing new, or when neither a link nor a count promises more. A count that was not reached is told as
 * `expected`, so that nothing is taken for gone because a list was cut short.
 */
export async function collectPages(ask: (page: number) => Promise<RepositoryPage>): Promise<RepositoryList> {
  const seen = new Set<string>();
  const repositories = new Set<string>();
  let count = 0;
  let hasCount = false;
  for (let at = 1; ; at++) {
    if (at > MAX_PAGES) throw new RegistryFault("too-large", `the list has more than ${MAX_PAGES} pages`);
    const page = await askPage(ask, at);
    const before = seen.size;
    for (const { key, name } of page.elements) {
      seen.add(key);
      if (name !== undefined && isRepository(name)) repositories.add(name);
    }
    if (seen.size > MAX_REPOSITORIES)
      throw new RegistryFault("too-large", `more than ${MAX_REPOSITORIES} repositories`);
    hasCount ||= page.count !== undefined;
    count = Math.max(count, page.count ?? 0);
    const promisesMore = page.hasNext || seen.size < count;
    if (seen.size === before || !promisesMore) break;
  }
  const names = [...repositories].sort(compareText);
  if (!hasCount) return { repositories: names };
  return { repositories: names, expected: names.length + Math.max(0, count - seen.size) };
}

/** Some registries answer 404 to the page after the last. */
async function askPage(ask: (page: number) => Promise<RepositoryPage>, at: number): Promise<RepositoryPage> {
  try {
    return await ask(at);
  } catch (fault) {
    if (at > 1 && fault instanceof RegistryFault && fault.reason === "not-found")
      return { elements: [], hasNext: false };
    throw fault;
  }
}

/** Names come from strangers and become paths: only what a reference may name is one. */
function isRepository(name: string): boolean {
  const parsed = parseReference(`registry.invalid/${name}`);
  return (
    !("problem" in parsed) && parsed.repository === name && parsed.tag === undefined && parsed.digest === undefined
  );
}

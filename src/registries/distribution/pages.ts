import type { HttpResponse } from "../../http/http-client.ts";
import { RegistryFault } from "../registry-fault.ts";
import type { Asker, Question } from "./asker.ts";

const MAX_PAGES = 1000;

/**
 * Asks page after page until no `Link: <…>; rel="next"` follows. Of the link only the query is used: where a list goes
 * on is not for the list to decide (another origin, another path). A page that leads to a page already seen is a loop.
 */
export async function* askPages(asker: Asker, first: Question): AsyncGenerator<HttpResponse> {
  const seen = new Set<string>();
  let path: string | undefined = first.path;
  while (path !== undefined) {
    if (seen.has(path)) throw new RegistryFault("malformed", "the list leads back to itself");
    if (seen.size >= MAX_PAGES) throw new RegistryFault("too-large", `the list has more than ${MAX_PAGES} pages`);
    seen.add(path);
    const page = await asker.ask({ ...first, path });
    yield page;
    const query = nextQuery(page.headers.get("link"));
    path = query === undefined ? undefined : `${first.path.split("?", 1)[0]}${query}`;
  }
}

/** Query of the next page, `?` included: https://www.rfc-editor.org/rfc/rfc8288#section-3 */
export function nextQuery(link: string | null): string | undefined {
  for (const { groups } of (link ?? "").slice(0, 8192).matchAll(/<(?<target>[^<>]*)>(?<parameters>[^<]*)/g)) {
    if (!/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(groups?.["parameters"] ?? "")) continue;
    const search = URL.parse(groups?.["target"] ?? "", "https://registry.invalid/")?.search;
    if (search) return search;
  }
  return undefined;
}

import type { Octokit } from "@octokit/rest";
import { toRecord } from "./narrow.ts";

const ENTRIES_KEPT = 500;

/**
 * Octokit plugin: asks again with `If-None-Match` and answers a 304, which Octokit throws as an error, with what it
 * kept. A 304 costs nothing of the primary limit. Keeps 500 answers for the life of one client, so that nothing read
 * with one installation's token is ever given to another.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditionalRequests(octokit: Pick<Octokit, "hook" | "request">): void {
  const kept = new Map<string, { etag: string; answer: unknown }>();
  octokit.hook.wrap("request", async (request, options) => {
    if (options.method !== "GET") return await request(options);
    const { url } = octokit.request.endpoint(options);
    const known = kept.get(url);
    if (known !== undefined) options.headers["if-none-match"] = known.etag;
    try {
      const answer = await request(options);
      const etag = answer.headers.etag;
      if (typeof etag === "string" && answer.status === 200) {
        kept.delete(url);
        kept.set(url, { etag, answer });
        for (const oldest of kept.keys()) {
          if (kept.size <= ENTRIES_KEPT) break;
          kept.delete(oldest);
        }
      }
      return answer;
    } catch (error) {
      if (known === undefined || toRecord(error)["status"] !== 304) throw error;
      // Kept above from the same hook: it is the answer type of this request.
      return known.answer as Awaited<ReturnType<typeof request>>;
    }
  });
}

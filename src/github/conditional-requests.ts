import type { ProbotOctokit } from "probot";
import type { AnswerStore } from "./answer-store.ts";
import { integerAt, toRecord } from "./narrow.ts";

/**
 * Octokit plugin: asks again with `If-None-Match` and answers a 304, which Octokit throws as an error, with what is in
 * the store. A 304 costs nothing of the primary limit. Probot makes a client for each event, so the store is the App's;
 * its keys begin with the installation, so that nothing read with one installation's token is ever given to another.
 * Clients without an installation keep nothing.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditionalRequests(store: AnswerStore) {
  return function askConditionally(
    octokit: Pick<InstanceType<typeof ProbotOctokit>, "hook" | "request">,
    clientOptions: object,
  ): void {
    const installationId = integerAt(clientOptions, "auth", "installationId");
    if (installationId === undefined) return;
    octokit.hook.wrap("request", async (request, options) => {
      if (options.method !== "GET") return await request(options);
      const key = JSON.stringify([installationId, octokit.request.endpoint(options).url, options.headers.accept]);
      const known = store.get(key);
      if (known !== undefined) options.headers["if-none-match"] = known.etag;
      try {
        const answer = await request(options);
        const { etag, "content-type": type } = answer.headers;
        if (answer.status === 200 && etag !== undefined && /^application\/(?:json|[\w.+-]+\+json)\b/.test(type ?? "")) {
          // As text: what a caller does to an answer stays with that caller.
          store.put(key, { etag, json: Buffer.from(JSON.stringify(answer)) });
        }
        return answer;
      } catch (error) {
        if (known === undefined || toRecord(error)["status"] !== 304) throw error;
        // Kept above by the same hook: it is the answer type of this request.
        return JSON.parse(known.json.toString()) as Awaited<ReturnType<typeof request>>;
      }
    });
  };
}

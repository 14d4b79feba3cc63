import type { HttpClient } from "../../http/http-client.ts";
import type { PullLimit } from "../registry.ts";

/**
 * Reads from every answer what is left of the pull limit: `ratelimit-limit: 100;w=21600` and `ratelimit-remaining`.
 * https://docs.docker.com/docker-hub/usage/pulls/#view-hourly-pull-rate-and-limit
 */
export function watchPullLimit(http: HttpClient): { http: HttpClient; current(): PullLimit | undefined } {
  let latest: PullLimit | undefined;

  function note(headers: Headers): void {
    const limit = readQuota(headers.get("ratelimit-limit"));
    const remaining = readQuota(headers.get("ratelimit-remaining"));
    if (limit === undefined || remaining === undefined) return;
    const { seconds = remaining.seconds } = limit;
    latest = {
      limit: limit.count,
      remaining: remaining.count,
      ...(seconds === undefined ? {} : { windowSeconds: seconds }),
    };
  }

  return {
    http: {
      ...http,
      fetch: async (request) => {
        const response = await http.fetch(request);
        note(response.headers);
        return response;
      },
    },
    current: () => latest,
  };
}

function readQuota(field: string | null): { count: number; seconds?: number } | undefined {
  const parts = /^(?<count>\d{1,9})(?:;w=(?<seconds>\d{1,9}))?$/.exec(field?.trim() ?? "")?.groups;
  if (parts === undefined) return undefined;
  const seconds = parts["seconds"];
  return { count: Number(parts["count"]), ...(seconds === undefined ? {} : { seconds: Number(seconds) }) };
}

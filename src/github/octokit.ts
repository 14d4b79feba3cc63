import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import type { Clock } from "../model/clock.ts";
import { type AppIdentity, makeAppJwt, makeTokenSource } from "./app-credentials.ts";
import type { GitHubClient } from "./client.ts";
import { conditionalRequests } from "./conditional-requests.ts";

/** As whom a client asks. */
export type GitHubCredentials =
  | { kind: "none" }
  | { kind: "token"; token: string }
  | ({ kind: "app" } & AppIdentity)
  | ({ kind: "installation"; installationId: number } & AppIdentity);

/** How a client is made; `isThrottled` (default true) keeps writes a second apart and honors rate limits. */
export interface OctokitSettings {
  baseUrl: string;
  credentials: GitHubCredentials;
  clock: Clock;
  isThrottled?: boolean;
}

const RETRIES = 2;
/** A longer wait is the caller's to plan: the queue gives a delivery back, a crawl stops and says when it goes on. */
const LONGEST_WAIT_S = 60;

const REQUEST_TIMEOUT_MS = 60_000;

/** Octokit has no timeout of its own: a silent server would hold a delivery for minutes. */
function fetchInTime(url: string | URL | Request, options?: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const signal = options?.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  return fetch(url, { ...options, signal });
}

/** Options for every client: two retries, waits of at most a minute, a minute for a request. */
export function limitOptions(isThrottled = true) {
  const mayRetry = (retryAfterSeconds: number, _request: unknown, _octokit: unknown, retryCount: number) =>
    retryCount < RETRIES && retryAfterSeconds <= LONGEST_WAIT_S;
  return {
    throttle: { enabled: isThrottled, onRateLimit: mayRetry, onSecondaryRateLimit: mayRetry },
    retry: { retries: RETRIES },
    request: { fetch: fetchInTime },
  };
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const LimitedOctokit = Octokit.plugin(throttling, retry, conditionalRequests);

/** A client for GitHub or an Enterprise host; its log is silent, since requests carry credentials. */
export function makeOctokit(settings: OctokitSettings): GitHubClient {
  const { credentials, clock } = settings;
  const options = {
    baseUrl: settings.baseUrl,
    log: quiet,
    userAgent: "waybill",
    ...limitOptions(settings.isThrottled),
  };
  const octokit = new LimitedOctokit(options);
  const authorize = makeAuthorizer(credentials, clock, () => new LimitedOctokit(options));
  octokit.hook.before("request", async (request) => {
    const authorization = await authorize();
    if (authorization !== undefined) request.headers.authorization = authorization;
  });
  return octokit;
}

function makeAuthorizer(
  credentials: GitHubCredentials,
  clock: Clock,
  makeBare: () => GitHubClient,
): () => Promise<string | undefined> {
  switch (credentials.kind) {
    case "none":
      return async () => undefined;
    case "token":
      return async () => `token ${credentials.token}`;
    case "app":
      return async () => `bearer ${makeAppJwt(credentials, clock)}`;
    case "installation": {
      const takeToken = makeTokenSource(credentials, makeBare(), clock);
      return async () => `token ${await takeToken()}`;
    }
  }
}

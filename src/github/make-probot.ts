import { Probot, ProbotOctokit } from "probot";
import { makeAnswerStore } from "./answer-store.ts";
import type { AppSettings } from "./app-settings.ts";
import { conditionalRequests } from "./conditional-requests.ts";

const RETRIES = 2;
/** A longer wait is the queue's to plan: it gives the delivery back. */
const LONGEST_WAIT_S = 60;

const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Probot, not started: two retries, waits of at most a minute, a minute for a request, unchanged answers kept; writes a
 * second apart unless `isThrottled` is false. Its own log stays silent, since it would hold payloads.
 */
export function makeProbot(
  settings: Pick<AppSettings, "appId" | "privateKey" | "webhookSecret" | "baseUrl">,
  isThrottled = true,
): Probot {
  const limits = limitOptions(isThrottled);
  // A function, since Probot sets limits of its own afterwards that wait for an hour inside the lease.
  const Octokit = ProbotOctokit.plugin(conditionalRequests(makeAnswerStore())).defaults((options: object) => ({
    ...options,
    ...limits,
  }));
  return new Probot({
    appId: settings.appId,
    privateKey: settings.privateKey,
    secret: settings.webhookSecret,
    baseUrl: settings.baseUrl,
    logLevel: "fatal",
    Octokit,
  });
}

function limitOptions(isThrottled: boolean) {
  const mayRetry = (retryAfterSeconds: number, _request: unknown, _octokit: unknown, retryCount: number) =>
    retryCount < RETRIES && retryAfterSeconds <= LONGEST_WAIT_S;
  return {
    throttle: { enabled: isThrottled, onRateLimit: mayRetry, onSecondaryRateLimit: mayRetry },
    retry: { retries: RETRIES },
    request: { fetch: fetchInTime },
  };
}

/** Octokit has no timeout of its own: a silent server would hold a delivery for minutes. */
function fetchInTime(url: string | URL | Request, options?: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const signal = options?.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  return fetch(url, { ...options, signal });
}

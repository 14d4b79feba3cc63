import type { Clock } from "../model/clock.ts";
import { isBrokenConnection } from "./fault.ts";
import { type HostPauses, sleep } from "./host-pauses.ts";
import type { HttpRequest, HttpResponse, HttpStream } from "./http-client.ts";
import { backoffWaitMs, hostPauseMs, retryWaitMs } from "./retry.ts";

/** How often a request is tried, and what keeps the whole host waiting. */
export interface RetryRules {
  maxTries: number;
  clock: Clock;
  pauses: HostPauses;
}

/**
 * Asks until an answer stands, at most `maxTries` times; the last answer is given back whatever it is. A host that asks
 * for patience is given it by every request of the client, the repeated one included.
 */
export async function withRetries<T extends HttpResponse | HttpStream>(
  request: HttpRequest,
  { maxTries, clock, pauses }: RetryRules,
  once: (request: HttpRequest) => Promise<T>,
): Promise<T> {
  const method = request.method ?? "GET";
  for (let tries = 1; ; tries++) {
    let waitMs: number | undefined;
    try {
      const answer = await once(request);
      const said = { method, status: answer.status, retryAfter: answer.headers.get("retry-after") };
      const pauseMs = hostPauseMs(said, tries, clock.now());
      if (pauseMs !== undefined) pauses.pause(new URL(answer.url).host, pauseMs);
      waitMs = retryWaitMs(said, tries, clock.now());
      if (waitMs === undefined || tries >= maxTries) return answer;
      await discard(answer);
      // The next try waits with all others.
      if (pauseMs !== undefined) continue;
    } catch (fault) {
      if (method === "POST" || tries >= maxTries || !isBrokenConnection(fault)) throw fault;
      waitMs = backoffWaitMs(tries);
    }
    await sleep(clock, waitMs, request.signal);
  }
}

/** Gives the connection of an unread stream back. */
async function discard(answer: HttpResponse | HttpStream): Promise<void> {
  if (answer.body instanceof Uint8Array) return;
  await answer.body[Symbol.asyncIterator]().return?.();
}

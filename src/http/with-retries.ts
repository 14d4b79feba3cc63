import type { Clock } from "../model/clock.ts";
import { isBrokenConnection } from "./fault.ts";
import { HttpFault, type HttpRequest, type HttpResponse, type HttpStream } from "./http-client.ts";
import { backoffWaitMs, retryWaitMs } from "./retry.ts";

/** Asks until an answer stands, at most `maxTries` times; the last answer is given back whatever it is. */
export async function withRetries<T extends HttpResponse | HttpStream>(
  request: HttpRequest,
  maxTries: number,
  clock: Clock,
  once: (request: HttpRequest) => Promise<T>,
): Promise<T> {
  const method = request.method ?? "GET";
  for (let tries = 1; ; tries++) {
    let waitMs: number | undefined;
    try {
      const answer = await once(request);
      const retryAfter = answer.headers.get("retry-after");
      waitMs = retryWaitMs({ method, status: answer.status, retryAfter }, tries, clock.now());
      if (waitMs === undefined || tries >= maxTries) return answer;
      await discard(answer);
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

async function sleep(clock: Clock, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(waitMs, signal);
  } catch (cause) {
    throw new HttpFault("aborted", "given up while waiting to ask again", { cause });
  }
}

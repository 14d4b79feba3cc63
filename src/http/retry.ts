/** First wait in milliseconds; doubles with every further try. */
const FIRST_WAIT_MS = 500;

/** Longest wait that a server may ask for; beyond it the answer stands and the fact says `rate-limited`. */
export const MAX_WAIT_MS = 30_000;

/** Milliseconds to wait before asking again, or undefined when this answer stands. `triesSoFar` starts at 1. */
export function retryWaitMs(
  answer: { method: string; status: number; retryAfter: string | null },
  triesSoFar: number,
  now: Date,
): number | undefined {
  if (!isWorthRetrying(answer.method, answer.status)) return undefined;
  const backoffMs = backoffWaitMs(triesSoFar);
  const askedMs = retryAfterMs(answer.retryAfter, now);
  if (askedMs === undefined) return backoffMs;
  return askedMs > MAX_WAIT_MS ? undefined : Math.max(askedMs, 0);
}

/**
 * Milliseconds for which nobody should ask this host, or undefined when the answer is about this request alone: 429
 * always, 503 where it says for how long.
 */
export function hostPauseMs(
  answer: { status: number; retryAfter: string | null },
  triesSoFar: number,
  now: Date,
): number | undefined {
  const askedMs = retryAfterMs(answer.retryAfter, now);
  if (answer.status === 429) return Math.max(askedMs ?? backoffWaitMs(triesSoFar), 0);
  return answer.status === 503 && askedMs !== undefined && askedMs > 0 ? askedMs : undefined;
}

/** Exponential wait in milliseconds: 500, 1,000, 2,000 … */
export function backoffWaitMs(triesSoFar: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (triesSoFar - 1), MAX_WAIT_MS);
}

/** 429 and 503 say that nothing was done; other 5xx are asked again only where that cannot do a thing twice. */
function isWorthRetrying(method: string, status: number): boolean {
  if (status === 429 || status === 503) return true;
  return method !== "POST" && [500, 502, 504].includes(status);
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds or a date. */
function retryAfterMs(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  if (/^[0-9]{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const at = value.length <= 64 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at - now.getTime();
}

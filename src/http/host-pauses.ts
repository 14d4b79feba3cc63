import type { Clock } from "../model/clock.ts";
import { HttpFault } from "./http-client.ts";
import { MAX_WAIT_MS } from "./retry.ts";

/** A day: no answer keeps a host quiet for longer. */
const LONGEST_PAUSE_MS = 24 * 60 * 60 * 1000;

/** What hosts have asked for: no request before a moment. */
export interface HostPauses {
  /** No request to `host` for `waitMs` from now; a pause that lasts longer already stays. */
  pause(host: string, waitMs: number): void;
  /** Resolves when the host may be asked; throws `rate-limited` at once when that is too long to wait for. */
  wait(host: string, signal?: AbortSignal): Promise<void>;
}

/** Pauses that hold for every request of a client, whoever was told to wait. */
export function makeHostPauses(clock: Clock): HostPauses {
  const endsAtMs = new Map<string, number>();

  function pause(host: string, waitMs: number): void {
    const endMs = clock.now().getTime() + Math.min(waitMs, LONGEST_PAUSE_MS);
    endsAtMs.set(host, Math.max(endMs, endsAtMs.get(host) ?? 0));
  }

  async function wait(host: string, signal?: AbortSignal): Promise<void> {
    // Another request may be told to wait while this one waits; a clock that stands still ends the loop all the same.
    for (let waitedFor = 0; ; ) {
      const endMs = endsAtMs.get(host) ?? 0;
      const leftMs = endMs - clock.now().getTime();
      if (leftMs <= 0 || endMs <= waitedFor) return;
      if (leftMs > MAX_WAIT_MS) throw new HttpFault("rate-limited", `${host} asked for a pause that is not over`);
      waitedFor = endMs;
      await sleep(clock, leftMs, signal);
    }
  }

  return { pause, wait };
}

/** Sleeps; a caller that gives up meanwhile gets `aborted`. */
export async function sleep(clock: Clock, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(waitMs, signal);
  } catch (cause) {
    throw new HttpFault("aborted", "given up while waiting to ask again", { cause });
  }
}

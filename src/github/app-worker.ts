import type { Clock } from "../model/clock.ts";
import type { DeliveryQueue, Lease } from "../queue/delivery-queue.ts";
import type { LogLine } from "./handling.ts";
import { integerAt, toRecord, valueAt } from "./narrow.ts";

/** What drains the queue. */
export interface AppWorkerSettings {
  queue: DeliveryQueue;
  clock: Clock;
  /** Does the work of one delivery; throws to have it tried again. */
  handle(lease: Lease): Promise<void>;
  log(line: LogLine): void;
  /** Deliveries worked on at once; default 4. */
  concurrency?: number;
  /** Time between signs of life to the queue; default 20,000. */
  renewMs?: number;
}

/** A worker that runs. */
export interface AppWorker {
  /** Something was put into the queue. */
  wake(): void;
  /** Takes nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** Also looks by itself so often: another process may share the queue. */
const LOOK_MS = 1000;

/** Starts to work on deliveries, one at a time of each repository. */
export function startAppWorker(settings: AppWorkerSettings): AppWorker {
  const { queue, clock, log } = settings;
  const stopping = new AbortController();
  let alarm = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const lease = queue.take();
        if (lease === undefined) await pause();
        else await work(lease);
      } catch (error) {
        // A queue that cannot be read or written now (disk full, locked) can be again; its leases end by themselves.
        log({ level: "error", message: "the queue failed", reason: reasonOf(error) });
        await clock.sleep(LOOK_MS, stopping.signal).catch(() => undefined);
      }
    }
  }

  function renew(lease: Lease): void {
    try {
      queue.renew(lease);
    } catch (error) {
      log({ level: "error", message: "a lease was not renewed", delivery: lease.guid, reason: reasonOf(error) });
    }
  }

  async function pause(): Promise<void> {
    const due = (queue.nextAt() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
    const signal = AbortSignal.any([alarm.signal, stopping.signal]);
    await clock.sleep(Math.min(LOOK_MS, Math.max(10, due)), signal).catch(() => undefined);
  }

  async function work(lease: Lease): Promise<void> {
    const renewal = setInterval(() => renew(lease), settings.renewMs ?? 20_000);
    const { guid, event, attempt } = lease;
    try {
      await settings.handle(lease);
      const isHeld = queue.finish(lease);
      log({ message: "done", delivery: guid, event, attempt, together: lease.together, isHeld });
    } catch (error) {
      const reason = reasonOf(error);
      const outcome = queue.giveBack(lease, reason, retryAtOf(error, clock.now()));
      log({
        level: outcome === "dead" ? "error" : "warning",
        message: "failed",
        delivery: guid,
        event,
        attempt,
        outcome,
        reason,
      });
    } finally {
      clearInterval(renewal);
    }
  }

  const runners = Array.from({ length: settings.concurrency ?? 4 }, () => run());
  return {
    wake() {
      const rung = alarm;
      alarm = new AbortController();
      rung.abort();
    },
    async stop() {
      stopping.abort();
      await Promise.all(runners);
    },
  };
}

/** All errors that Probot's `receive` collected, or the one. */
function causesOf(error: unknown): unknown[] {
  return error instanceof AggregateError ? error.errors.flatMap(causesOf) : [error];
}

/** Messages and statuses only: request and answer of an Octokit error hold credentials and content. */
function reasonOf(error: unknown): string {
  const reasons = causesOf(error).map((cause) => {
    const status = integerAt(toStatus(cause), "status");
    const message = cause instanceof Error ? `${cause.name}: ${cause.message}` : "unknown";
    return status === undefined ? message : `${message} (${status})`;
  });
  return reasons.join("; ").slice(0, 1000);
}

function toStatus(cause: unknown): Record<string, unknown> {
  return cause instanceof Error && "status" in cause ? { status: cause.status } : {};
}

/** The moment that a rate limit names: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function retryAtOf(error: unknown, now: Date): number | undefined {
  let at: number | undefined;
  for (const cause of causesOf(error)) {
    const response = cause instanceof Error && "response" in cause ? toRecord(cause.response) : {};
    const headers = valueAt(response, "headers");
    const after = Number(valueAt(headers, "retry-after"));
    const reset =
      valueAt(headers, "x-ratelimit-remaining") === "0" ? Number(valueAt(headers, "x-ratelimit-reset")) : Number.NaN;
    for (const moment of [now.getTime() + after * 1000, (reset + 1) * 1000]) {
      if (Number.isFinite(moment) && moment > (at ?? 0)) at = moment;
    }
  }
  return at;
}

import type { IncomingMessage } from "node:http";
import { type Connections, exchange } from "./exchange.ts";
import { toHttpFault } from "./fault.ts";
import type { HostGate } from "./host-gate.ts";
import type { HostPauses } from "./host-pauses.ts";
import { HttpFault } from "./http-client.ts";
import { type Hop, nextHop } from "./redirect.ts";

const MAX_REDIRECTS = 5;

/** One try: the answer at the end of its redirects, still unread. Whoever holds it calls `end` when done with the body. */
export interface Attempt {
  message: IncomingMessage;
  url: URL;
  /** What to throw for an error that came up while the body was read. */
  explain(fault: unknown): HttpFault;
  end(): void;
}

/** What an attempt needs of its client. */
export interface AttemptPorts {
  connections: Connections;
  gate: HostGate;
  pauses: HostPauses;
  countRequest(host: string): void;
}

/** Sends `first` and follows redirects; every hop waits for a place at its host. The time limit starts with the first place. */
export async function startAttempt(
  first: Hop,
  limits: { timeoutMs: number; signal?: AbortSignal },
  ports: AttemptPorts,
): Promise<Attempt> {
  const deadline = makeDeadline(limits);
  let hop = first;
  try {
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await sendHop(hop, deadline, ports);
      const next = nextHop(hop, answer.message.statusCode ?? 0, answer.message.headers.location ?? null);
      if (next === undefined) return answer;
      answer.message.destroy();
      answer.leave();
      hop = next;
    }
    throw new HttpFault("too-many-redirects", `${first.url.origin}: more than ${MAX_REDIRECTS} redirects`);
  } catch (fault) {
    deadline.end();
    throw deadline.fault(hop.url.origin) ?? toHttpFault(fault, hop.url.origin);
  }
}

async function sendHop(hop: Hop, deadline: Deadline, ports: AttemptPorts): Promise<Attempt & { leave(): void }> {
  const { origin, host } = hop.url;
  const leave = await ports.gate.enter(host, deadline.signal);
  try {
    // After the place: a pause may have begun while it was waited for.
    await ports.pauses.wait(host, deadline.signal);
    deadline.start();
    ports.countRequest(host);
    const message = await exchange(hop, ports.connections, deadline.signal);
    // Without a listener the deadline's end of an unread message would be an uncaught error.
    message.on("error", () => undefined);
    return {
      message,
      url: hop.url,
      leave,
      explain: (fault) => deadline.fault(origin) ?? toHttpFault(fault, origin),
      end: () => {
        deadline.end();
        leave();
      },
    };
  } catch (fault) {
    leave();
    throw fault;
  }
}

interface Deadline {
  signal: AbortSignal;
  start(): void;
  end(): void;
  /** Why the attempt was ended from outside, if it was. */
  fault(origin: string): HttpFault | undefined;
}

/** Time limit and the caller's signal in one. */
function makeDeadline(limits: { timeoutMs: number; signal?: AbortSignal }): Deadline {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const abort = (): void => controller.abort();
  if (limits.signal?.aborted) abort();
  limits.signal?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    start(): void {
      timer ??= setTimeout(() => {
        isOver = true;
        abort();
      }, limits.timeoutMs);
    },
    end(): void {
      clearTimeout(timer);
      limits.signal?.removeEventListener("abort", abort);
    },
    fault(origin: string): HttpFault | undefined {
      if (isOver) return new HttpFault("timeout", `${origin}: no whole answer in ${limits.timeoutMs} ms`);
      return controller.signal.aborted ? new HttpFault("aborted", `${origin}: given up by the caller`) : undefined;
    },
  };
}

import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Clock } from "../model/clock.ts";
import { type Attempt, type AttemptPorts, startAttempt } from "./attempt.ts";
import { readBody, streamBody } from "./body.ts";
import { cancelableBody } from "./cancelable-body.ts";
import { type LookupAll, makeCheckedLookup } from "./checked-lookup.ts";
import { makeHostGate } from "./host-gate.ts";
import { makeHostPauses } from "./host-pauses.ts";
import { type HttpClient, HttpFault, type HttpRequest, type HttpResponse, type HttpStream } from "./http-client.ts";
import type { Hop } from "./redirect.ts";
import { readHeaders } from "./response-headers.ts";
import { withRetries } from "./with-retries.ts";

/** Default time limit of one attempt (redirects and body included), milliseconds. */
const TIMEOUT_MS = 30_000;

/** Default cap of a body, bytes. */
const BODY_CAP_BYTES = 4 * 1024 * 1024;

/** Fields that only the connection itself may set. */
const CONNECTION_FIELDS: ReadonlySet<string> = new Set(["host", "connection", "content-length", "transfer-encoding"]);

/** Settings of the client. */
export interface HttpClientOptions {
  clock: Clock;
  /** Hosts (`127.0.0.1:5000`, `registry.lab`) that may have private addresses and speak plain http. Default none. */
  allowedHosts?: readonly string[];
  userAgent?: string;
  /** Requests and streams under way per host. Default 6. */
  maxConcurrentPerHost?: number;
  /** Further tries after 429, 5xx and broken connections. Default 2. */
  retries?: number;
  /** Name look-up; default the system's. */
  lookupAll?: LookupAll;
  /** Time limit of requests that name none, milliseconds. Default 30,000. */
  timeoutMs?: number;
  /** Certificates (PEM) trusted in place of the system's: for tests, whose servers no authority vouches for. */
  ca?: string;
}

/** Makes the only way out: addresses checked after DNS, TLS verified, bodies capped, few retries, counters per host. */
export function makeHttpClient(options: HttpClientOptions): HttpClient {
  const pauses = makeHostPauses(options.clock);
  const counts = new Map<string, { requests: number; bytes: number }>();
  const ports: AttemptPorts = {
    connections: {
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({ keepAlive: true, ...(options.ca === undefined ? {} : { ca: options.ca }) }),
      checkedLookup: makeCheckedLookup(options.lookupAll),
      allowedHosts: options.allowedHosts ?? [],
    },
    gate: makeHostGate(options.maxConcurrentPerHost ?? 6),
    pauses,
    countRequest: (host) => {
      countOf(host).requests += 1;
    },
  };

  function countOf(host: string): { requests: number; bytes: number } {
    const count = counts.get(host) ?? { requests: 0, bytes: 0 };
    counts.set(host, count);
    return count;
  }

  function bodyRules(request: HttpRequest, attempt: Attempt) {
    const { host, origin } = attempt.url;
    const count = (bytes: number): void => {
      countOf(host).bytes += bytes;
    };
    // The length that a HEAD announces is not that of its answer.
    const capBytes = request.method === "HEAD" ? Number.POSITIVE_INFINITY : (request.capBytes ?? BODY_CAP_BYTES);
    return { capBytes, origin, count };
  }

  async function fetchOnce(request: HttpRequest): Promise<HttpResponse> {
    const attempt = await startAttempt(firstHop(request, options.userAgent, "gzip"), limitsOf(request, options), ports);
    try {
      const body = await readBody(attempt.message, bodyRules(request, attempt));
      return {
        status: attempt.message.statusCode ?? 0,
        headers: readHeaders(attempt.message),
        body,
        url: attempt.url.href,
      };
    } catch (fault) {
      throw attempt.explain(fault);
    } finally {
      attempt.message.destroy();
      attempt.end();
    }
  }

  async function streamOnce(request: HttpRequest): Promise<HttpStream> {
    // `identity`: the bytes of a blob are what its digest is of.
    const attempt = await startAttempt(
      firstHop(request, options.userAgent, "identity"),
      limitsOf(request, options),
      ports,
    );
    const body = cancelableBody(attempt, streamBody(attempt.message, bodyRules(request, attempt)));
    const { message, url } = attempt;
    return { status: message.statusCode ?? 0, headers: readHeaders(message), body, url: url.href };
  }

  const rules = { maxTries: 1 + (options.retries ?? 2), clock: options.clock, pauses };
  return {
    fetch: (request) => withRetries(request, rules, fetchOnce),
    stream: (request) => withRetries(request, rules, streamOnce),
    counters: () => Object.fromEntries([...counts].map(([host, count]) => [host, { ...count }])),
  };
}

function limitsOf(request: HttpRequest, options: HttpClientOptions): { timeoutMs: number; signal?: AbortSignal } {
  const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
  return request.signal === undefined ? { timeoutMs } : { timeoutMs, signal: request.signal };
}

function firstHop(request: HttpRequest, userAgent: string | undefined, encoding: string): Hop {
  const url = URL.parse(request.url);
  if (url === null) throw new HttpFault("unreachable", "the address is none");
  url.username = "";
  url.password = "";
  const written = Object.entries(request.headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !CONNECTION_FIELDS.has(name));
  const headers = { "accept-encoding": encoding, "user-agent": userAgent ?? "waybill", ...Object.fromEntries(written) };
  return {
    url,
    method: request.method ?? "GET",
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  };
}

/** A request of ours; credentials never leave `origin` of the URL on a redirect. */
export interface HttpRequest {
  url: string;
  method?: "GET" | "HEAD" | "POST";
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  /** Whole-request limit in milliseconds, default 30,000. */
  timeoutMs?: number;
  /** Body cap in bytes, default 4 MiB; beyond it the request fails with `too-large`. */
  capBytes?: number;
  signal?: AbortSignal;
}

/** An answer whose body was read whole, within the cap. */
export interface HttpResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
  /** URL after redirects. */
  url: string;
}

/** An answer whose body is streamed; the caller reads it to the end or cancels. */
export interface HttpStream {
  status: number;
  headers: Headers;
  body: AsyncIterable<Uint8Array>;
  /** URL after redirects. */
  url: string;
}

/** Why a request got no answer; codes are reasons of facts. */
export type HttpFaultCode =
  | "timeout"
  | "unreachable"
  | "refused-address"
  | "too-large"
  | "too-many-redirects"
  | "rate-limited"
  | "tls"
  | "aborted";

/** A request that got no answer; caught in registries, sources, advisories and turned into a fact. */
export class HttpFault extends Error {
  readonly code: HttpFaultCode;

  constructor(code: HttpFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpFault";
    this.code = code;
  }
}

/** The only way out: timeout, byte cap, address rules, redirects, retries on 429 and 5xx, pauses and counters per host. */
export interface HttpClient {
  fetch(request: HttpRequest): Promise<HttpResponse>;
  stream(request: HttpRequest): Promise<HttpStream>;
  /** Requests and bytes per host since the client was made. */
  counters(): Record<string, { requests: number; bytes: number }>;
}

import { type Agent as HttpAgent, type IncomingMessage, request as requestHttp } from "node:http";
import { type Agent as HttpsAgent, request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { addressHost, isForbiddenAddress, isListedHost } from "./address-rules.ts";
import { HttpFault } from "./http-client.ts";
import type { Hop } from "./redirect.ts";

/** How connections are made. */
export interface Connections {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
  /** For hosts that the operator does not list. */
  checkedLookup: LookupFunction;
  allowedHosts: readonly string[];
}

/** Sends one request to one URL and resolves when the head of the answer is there; redirects are not followed. */
export function exchange(hop: Hop, connections: Connections, signal: AbortSignal): Promise<IncomingMessage> {
  const isListed = checkAddress(hop.url, connections.allowedHosts);
  const isTls = hop.url.protocol === "https:";
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  let isAnswered = false;
  function take(message: IncomingMessage): void {
    isAnswered = true;
    resolve(message);
  }
  const options = {
    hostname: addressHost(hop.url),
    port: hop.url.port || (isTls ? 443 : 80),
    path: `${hop.url.pathname}${hop.url.search}`,
    method: hop.method,
    headers: hop.headers,
    signal,
    ...(isListed ? {} : { lookup: connections.checkedLookup }),
  };
  // TLS is verified whatever the environment of the process says.
  const request = isTls
    ? requestHttps({ ...options, agent: connections.httpsAgent, rejectUnauthorized: true }, take)
    : requestHttp({ ...options, agent: connections.httpAgent }, take);
  request.on("error", reject);
  // An answer that switches protocols ends the connection without an error.
  request.on("close", () => {
    if (!isAnswered) reject(new HttpFault("unreachable", `${hop.url.origin}: closed without an answer`));
  });
  request.end(hop.body);
  return promise;
}

/** Refuses by scheme and literal address before anything is sent; names are checked at look-up. True for listed hosts. */
function checkAddress(url: URL, allowedHosts: readonly string[]): boolean {
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new HttpFault("refused-address", `${url.protocol} addresses are not asked`);
  }
  if (isListedHost(url, allowedHosts)) return true;
  if (url.protocol === "http:") {
    throw new HttpFault("refused-address", `${url.origin}: plain http only to hosts that the operator lists`);
  }
  const host = addressHost(url);
  const isLiteral = url.hostname.startsWith("[") || /^[0-9.]+$/.test(host);
  if (isLiteral && isForbiddenAddress(host)) {
    throw new HttpFault("refused-address", `${url.origin}: not a public address`);
  }
  return false;
}

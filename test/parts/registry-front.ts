import { request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { type LoopbackServer, startLoopbackServer } from "./loopback-server.ts";
import { makeRegistryReferee } from "./registry-referee.ts";

/** An answer of a registry's own API; 200 unless it says otherwise. */
export interface ApiReply {
  status?: number;
  json: unknown;
  headers?: Record<string, string>;
}

/** A registry in front of another that speaks distribution; every answer of its own API was checked. */
export interface RegistryFront extends LoopbackServer {
  /** What the referee found; a test that is done expects none. */
  faults: string[];
  /** Questions to the own API so far. */
  apiRequests(): string[];
}

/** What makes one registry differ from another. */
export interface FrontOptions {
  /** Folder of schemas/third-party that describes the own API. */
  described: string;
  /** Base URL of a registry that has the images; without it /v2/ answers 404. */
  upstream?: string;
  /** Undefined for what is no question to the own API. */
  api(url: URL): ApiReply | undefined;
  /** Header fields added to what comes from the upstream. */
  fields?(url: URL, method: string): Record<string, string>;
  /** True for questions that the upstream would answer and this registry does not. */
  refuses?(url: URL): boolean;
}

/** Starts the front on a loopback port; it ends with the test. */
export async function startFront(t: TestContext, options: FrontOptions): Promise<RegistryFront> {
  const referee = makeRegistryReferee(options.described);
  const faults: string[] = [];
  const own: string[] = [];
  const server = await startLoopbackServer(t, (request, response) => {
    const url = new URL(request.url ?? "/", "http://front.invalid");
    const reply = options.api(url);
    if (reply === undefined) {
      if (options.upstream === undefined || options.refuses?.(url) === true) {
        response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found\n");
      } else passOn(request, response, options.upstream, options.fields?.(url, request.method ?? "GET") ?? {});
      return;
    }
    own.push(`${url.pathname}${url.search}`);
    const { status = 200, json, headers = {} } = reply;
    faults.push(...referee.check(url, status, json));
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
  });
  return { ...server, faults, apiRequests: () => own };
}

/** Pages of a list as `?page=` and `?page_size=` ask for them. */
export function cutPage<T>(list: readonly T[], url: URL, mostOnPage: number): { page: number; slice: T[] } {
  const page = Number(url.searchParams.get("page") ?? 1);
  const size = Math.min(Number(url.searchParams.get("page_size") ?? 10), mostOnPage);
  return { page, slice: list.slice((page - 1) * size, page * size) };
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: string,
  fields: Record<string, string>,
): void {
  const { method, headers } = request;
  const outgoing = ask(`${upstream}${request.url ?? "/"}`, {
    method,
    headers: { ...headers, host: new URL(upstream).host },
  });
  outgoing.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...fields });
    answer.pipe(response);
  });
  outgoing.on("error", () => response.writeHead(502).end());
  request.pipe(outgoing);
}

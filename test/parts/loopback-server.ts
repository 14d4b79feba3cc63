import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TestContext } from "node:test";

/** A server of this process that a test fills with answers. */
export interface LoopbackServer {
  url: string;
  /** `127.0.0.1:PORT` */
  host: string;
  /** Every request so far, oldest first. */
  requests: { method: string; path: string; headers: IncomingMessage["headers"] }[];
}

/** Starts a server on a free loopback port; it ends with the test, open connections included. */
export async function startLoopbackServer(
  t: TestContext,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LoopbackServer> {
  const requests: LoopbackServer["requests"] = [];
  const server = createServer((request, response) => {
    requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const host = `127.0.0.1:${address.port}`;
  return { url: `http://${host}`, host, requests };
}

/** A clock that moves only while somebody sleeps, and then at once; what was slept is listed in milliseconds. */
export function stillClock(at = "2024-05-01T00:00:00.000Z") {
  const sleptMs: number[] = [];
  let nowMs = Date.parse(at);
  return {
    sleptMs,
    now: () => new Date(nowMs),
    sleep: async (milliseconds: number) => {
      sleptMs.push(milliseconds);
      nowMs += milliseconds;
    },
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { DeliveryQueue } from "../queue/delivery-queue.ts";
import type { LogLine } from "./handling.ts";
import { receiveDelivery } from "./receive-delivery.ts";

/** How the App's HTTP server is run. */
export interface AppServerSettings {
  /** 0 takes a free one. */
  port: number;
  host: string;
  webhookSecret: string;
  queue: DeliveryQueue;
  /** Called when a delivery has been kept. */
  wake(): void;
  /** Why the App is not ready, or undefined when it is. */
  whyNotReady(): Promise<string | undefined>;
  log(line: LogLine): void;
}

/** A server that listens. */
export interface AppServer {
  port: number;
  /** Stops listening and waits for the answers under way. */
  close(): Promise<void>;
}

/** Path that GitHub posts webhooks to. */
const WEBHOOK_PATH = "/api/github/webhooks";
const REQUEST_TIMEOUT_MS = 30_000;
const CONNECTIONS = 512;

/** Starts the server: `POST /api/github/webhooks`, `GET /healthz`, `GET /readyz`. */
export async function startAppServer(settings: AppServerSettings): Promise<AppServer> {
  const receive = receiveDelivery(settings);

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "").split("?")[0];
    if (path === WEBHOOK_PATH) {
      if (request.method !== "POST") return answer(response, 405, "POST only", { allow: "POST" });
      const { status, message } = await receive(request);
      // A body that was not read to its end cannot be skipped: the connection ends with the answer.
      return answer(response, status, message, request.complete ? {} : { connection: "close" });
    }
    if (path !== "/healthz" && path !== "/readyz") return answer(response, 404, "not found");
    if (request.method !== "GET" && request.method !== "HEAD")
      return answer(response, 405, "GET only", { allow: "GET" });
    if (path === "/healthz") return answer(response, 200, "alive");
    const reason = await settings.whyNotReady();
    answer(response, reason === undefined ? 200 : 503, reason ?? "ready");
  }

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: 10_000 }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      settings.log({
        level: "error",
        message: "request failed",
        error: error instanceof Error ? error.message : "unknown",
      });
      answer(response, 500, "internal error", { connection: "close" });
    });
  });
  server.maxConnections = CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, settings.host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  settings.log({ message: "listening", host: settings.host, port });
  return {
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
    },
  };
}

function answer(response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void {
  if (response.headersSent) return;
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", ...headers }).end(`${message}\n`);
}

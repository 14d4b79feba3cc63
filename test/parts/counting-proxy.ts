import { Agent, request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** What went through: one line a request, as `HEAD /v2/lab/x/manifests/1 200`, with the bytes of its body. */
export interface Passed {
  line: string;
  bodyBytes: number;
}

/** A registry with a counter before its door. */
export interface CountingProxy {
  url: string;
  /** `127.0.0.1:PORT` */
  host: string;
  passed: Passed[];
  /** Answers a request in the registry's place and says true. */
  intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
  stop(): Promise<void>;
}

/** Starts a proxy on a loopback port; requests reach `target` as they came, Host included. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const passed: Passed[] = [];
  const server = createServer((request, response) => {
    if (proxy.intercept?.(request, response) === true) return;
    const { method = "", url: path = "", headers } = request;
    const onward = ask({ agent, hostname, port, method, path, headers }, (answer) => {
      const one = { line: `${method} ${path} ${answer.statusCode}`, bodyBytes: 0 };
      passed.push(one);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("data", (chunk: Buffer) => {
        one.bodyBytes += chunk.byteLength;
      });
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const host = `127.0.0.1:${address.port}`;

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    agent.destroy();
  }
  const proxy: CountingProxy = { url: `http://${host}`, host, passed, stop };
  return proxy;
}

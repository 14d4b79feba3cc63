import type { IncomingMessage, ServerResponse } from "node:http";
import type { TestContext } from "node:test";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import type { Reference } from "../../src/model/image.ts";
import { openRegistry } from "../../src/registries/open-registry.ts";
import type { OpenRegistry, RegistryPorts } from "../../src/registries/registry.ts";
import { type LoopbackServer, startLoopbackServer, stillClock } from "../parts/loopback-server.ts";
import type { MadeImage } from "../parts/oci-images.ts";

/** A registry of this process that serves some images under tags of `lab/x`, and lies where a test tells it to. */
export interface ScriptedRegistry {
  registry: OpenRegistry;
  reference: Reference;
  server: LoopbackServer;
  clock: ReturnType<typeof stillClock>;
}

/** Answers a request itself and says true, or leaves it to the honest registry. */
export type Script = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/** Starts the registry and opens it as `lab.example`; `path` of the script begins after `/v2/lab/x`. */
export async function startScriptedRegistry(
  t: TestContext,
  images: Record<string, MadeImage>,
  script: Script = () => false,
  more: Partial<RegistryPorts> = {},
): Promise<ScriptedRegistry> {
  const server = await startLoopbackServer(t, (request, response) => {
    const path = (request.url ?? "").replace("/v2/lab/x", "");
    if (!script(request, response, path)) serveHonestly(images, path, response);
  });
  const clock = stillClock();
  const http = makeHttpClient({ clock, allowedHosts: [server.host] });
  const settings = [{ host: "lab.example", kind: "distribution", endpoint: server.url }];
  const registry = openRegistry("lab.example", settings, { http, now: clock.now, ...more });
  return { registry, reference: { host: "lab.example", repository: "lab/x", tag: "1" }, server, clock };
}

/** What registries keep between runs, at hand; `open` another registry with it to see the next run. */
export function makeMemory(): NonNullable<RegistryPorts["memory"]> & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    get: (namespace, key) => values.get(`${namespace} ${key}`),
    set: (namespace, key, value) => void values.set(`${namespace} ${key}`, value),
  };
}

/** All chunks of a stream. */
export async function readChunks(body: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks;
}

function serveHonestly(images: Record<string, MadeImage>, path: string, response: ServerResponse): void {
  const [, kind, name = ""] = path.split("/");
  const digest = kind === "manifests" ? (images[name]?.descriptor.digest ?? name) : name;
  const bytes = Object.values(images)
    .map(({ blobs }) => blobs.get(digest))
    .find((found) => found !== undefined);
  if (bytes === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("404 page not found");
    return;
  }
  const type = /"mediaType":"([^"]+)"/.exec(Buffer.from(bytes).toString("latin1"))?.[1];
  const headers = { "docker-content-digest": digest, "content-length": bytes.byteLength };
  response.writeHead(200, kind === "manifests" && type ? { ...headers, "content-type": type } : headers).end(bytes);
}

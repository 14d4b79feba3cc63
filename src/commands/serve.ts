import { createReadStream, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { WaybillError } from "../model/waybill-error.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { absolutePath, textOption } from "./option-values.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/** The verb `serve`: a published folder over HTTP on loopback. */
export const serveCommand: Command = {
  name: "serve",
  summary: "serve a published folder on 127.0.0.1 until stopped",
  usage: "waybill serve [DIR]",
  examples: ["waybill serve public", "waybill serve public --port 8080"],
  arity: [0, 1],
  options: { port: { type: "string", help: "port (default: a free one)" } },
  run: runServe,
};

async function runServe(input: CommandInput): Promise<CommandResult> {
  const folder = absolutePath(input, input.positionals[0] ?? "public");
  const port = Number(textOption(input, "port") ?? "0");
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new WaybillError("usage", `--port: expected a number from 0 to 65535, got ${textOption(input, "port")}`);
  }
  const { signal } = input.ports;
  const { url, stop } = await serveFolder(folder, port);
  input.ports.progress("publish", 1, 1, `${url} serves ${folder}`);
  await new Promise<void>((done) => {
    if (signal.aborted) done();
    signal.addEventListener("abort", () => done(), { once: true });
  });
  await stop();
  return { exit: 0, json: { url }, text: `stopped serving ${url}\n` };
}

/** Serves the files of a folder on 127.0.0.1, as static hosts do: `index.html` of folders, `404.html`, GET and HEAD. */
export async function serveFolder(folder: string, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new WaybillError("usage", `expected a published folder at ${folder}: run \`waybill publish\` first`);
  }
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    answer(response, folder, request.url ?? "/", request.method === "HEAD");
  });
  await new Promise<void>((done, fail) => {
    server.once("error", (cause) => {
      const isTaken = "code" in cause && cause.code === "EADDRINUSE";
      fail(isTaken ? new WaybillError("usage", `--port: ${port} is taken, expected a free one`, { cause }) : cause);
    });
    server.listen(port, "127.0.0.1", done);
  });
  return { url: `http://127.0.0.1:${portOf(server)}/`, stop: () => stopServer(server) };
}

function answer(response: ServerResponse, folder: string, url: string, isHead: boolean): void {
  const file = findFile(folder, url);
  if (file === "redirect") {
    response.writeHead(301, { location: `${url.split("?")[0]}/` }).end();
    return;
  }
  const path = file ?? join(resolve(folder), "404.html");
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  response.writeHead(file === undefined ? 404 : 200, { "content-type": type, "x-content-type-options": "nosniff" });
  if (isHead || !isThere) response.end();
  else createReadStream(path).pipe(response);
}

/** The file behind a URL, "redirect" for a folder without its slash, undefined where nothing is. */
function findFile(folder: string, url: string): string | undefined {
  const root = resolve(folder);
  const pathname = decodePath(url.split("?")[0] ?? "/");
  if (pathname === undefined || pathname.includes("\0")) return undefined;
  const path = resolve(root, `.${pathname}`);
  if (path !== root && !path.startsWith(root + sep)) return undefined;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  if (!found?.isDirectory()) return undefined;
  if (!pathname.endsWith("/")) return "redirect";
  const index = join(path, "index.html");
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? index : undefined;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

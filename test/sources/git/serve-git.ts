import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createGunzip } from "node:zlib";

/** A smart HTTP server for the repositories of a folder, and the requests it saw. */
export interface GitServer {
  url: string;
  requests: string[];
}

/** Serves bare repositories by `git upload-pack` (https://git-scm.com/docs/http-protocol) on a free port of 127.0.0.1. */
export async function serveGit(
  t: TestContext,
  folder: string,
  setting = "uploadpack.allowFilter=true",
): Promise<GitServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(folder, setting, request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, requests };
}

function answer(folder: string, setting: string, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://server");
  const match = /^(?<name>[\w./-]+?)\/(?<service>info\/refs|git-upload-pack)$/.exec(url.pathname)?.groups;
  if (match === undefined || match["name"]?.includes("..")) {
    response.writeHead(404).end();
    return;
  }
  const isAdvertising = match["service"] === "info/refs";
  const type = isAdvertising ? "advertisement" : "result";
  response.writeHead(200, { "content-type": `application/x-git-upload-pack-${type}` });
  if (isAdvertising) response.write("001e# service=git-upload-pack\n0000");
  const flags = isAdvertising ? ["--stateless-rpc", "--advertise-refs"] : ["--stateless-rpc"];
  const protocol = String(request.headers["git-protocol"] ?? "");
  const config = ["-c", setting, "-c", "safe.directory=*"];
  const child = spawn("git", [...config, "upload-pack", ...flags, join(folder, match["name"] ?? "")], {
    env: { PATH: process.env["PATH"], GIT_PROTOCOL: protocol },
  });
  const body = request.headers["content-encoding"] === "gzip" ? request.pipe(createGunzip()) : request;
  body.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  child.stdout.pipe(response);
}

import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import type { TokenServer } from "./token-server.ts";

/** Debian's docker-registry (distribution 2.8) on a loopback port, empty, deletable, open unless told otherwise. */
export interface RunningRegistry {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** `127.0.0.1:PORT`, as it stands in references. */
  host: string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 15_000;

/** Who may do what: users of a password file (needs htpasswd), or whoever a token service lets in. */
export type RegistryAuth = { users: Record<string, string> } | { tokens: TokenServer };

/**
 * Starts a registry with its data in a folder of its own. Give it a test context, or anything else with `after`, to have
 * it stopped; else call `stop()`.
 */
export async function startRegistry(
  options: { after?(stop: () => Promise<void>): void } = {},
  auth?: RegistryAuth,
): Promise<RunningRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-registry-"));
  const port = await freePort();
  const config = join(folder, "registry.yml");
  await writeFile(config, registryConfig(join(folder, "data"), port, await authLines(folder, auth)));
  const child = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const killWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", killWithUs);

  async function stop(): Promise<void> {
    process.removeListener("exit", killWithUs);
    if (child.pid !== undefined && child.exitCode === null) child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  }

  options.after?.(stop);
  const host = `127.0.0.1:${port}`;
  const url = `http://${host}`;
  try {
    await waitUntilAlive(url, ended);
  } catch (fault) {
    await stop();
    throw fault;
  }
  return { url, host, stop };
}

/** Copies a tag of a layout, every platform of it, to `host/repository:tag` with skopeo; digests stay. */
export async function pushLayout(layoutFolder: string, tag: string, target: string): Promise<void> {
  await skopeo(
    "copy",
    "--all",
    "--preserve-digests",
    "--dest-tls-verify=false",
    `oci:${layoutFolder}:${tag}`,
    `docker://${target}`,
  );
}

/** Runs skopeo without a policy file and gives its output. */
export async function skopeo(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("skopeo", ["--insecure-policy", ...args], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function authLines(folder: string, auth: RegistryAuth | undefined): Promise<string[]> {
  if (auth === undefined) return [];
  if ("tokens" in auth) {
    const { realm, service, issuer, certificatePath } = auth.tokens;
    return ["auth:", `  token: ${JSON.stringify({ realm, service, issuer, rootcertbundle: certificatePath })}`];
  }
  const path = join(folder, "htpasswd");
  const lines = await Promise.all(
    Object.entries(auth.users).map(async ([user, password]) => {
      const { stdout } = await promisify(execFile)("htpasswd", ["-Bbn", user, password]);
      return stdout.trim();
    }),
  );
  await writeFile(path, `${lines.join("\n")}\n`);
  return ["auth:", `  htpasswd: ${JSON.stringify({ realm: "testbed", path })}`];
}

function registryConfig(data: string, port: number, auth: readonly string[]): string {
  return [
    "version: 0.1",
    "log: {level: error, accesslog: {disabled: true}}",
    "storage:",
    `  filesystem: {rootdirectory: ${JSON.stringify(data)}}`,
    "  delete: {enabled: true}",
    `http: {addr: "127.0.0.1:${port}"}`,
    ...auth,
    "",
  ].join("\n");
}

async function waitUntilAlive(url: string, ended: Promise<void>): Promise<void> {
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  for (const start = performance.now(); performance.now() - start < START_LIMIT_MS; ) {
    if (hasEnded) throw new Error("docker-registry ended before it answered");
    const answer = await fetch(`${url}/v2/`).catch(() => undefined);
    if (answer?.ok || answer?.status === 401) return;
    await wait(20);
  }
  throw new Error(`docker-registry did not answer within ${START_LIMIT_MS} ms`);
}

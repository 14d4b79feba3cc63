import { createHmac, generateKeyPairSync, randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Clock } from "../../../src/model/clock.ts";
import { makeAdmin, type RepositoryAdmin } from "./admin.ts";
import { isWire } from "./examples.ts";
import { readDemands } from "./permissions.ts";
import { makeReferee, type Referee } from "./referee.ts";
import { respond } from "./respond.ts";
import type { DeliveryLogEntry, GitHubState, PlannedFault, RequestLogEntry } from "./state.ts";

export interface GitHubOptions {
  clock?: Clock;
  /** Permissions of the App; default: those of app.yml. */
  permissions?: Record<string, string>;
  webhookSecret?: string;
  /** Called with every answer before the referee sees it: a test makes the emulator lie with it. */
  referee?: (real: Referee) => Referee;
}

/** GitHub over real HTTP on loopback; its state is real bare git repositories. */
export interface GitHubEmulator extends RepositoryAdmin {
  readonly baseUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly log: readonly RequestLogEntry[];
  readonly deliveries: readonly DeliveryLogEntry[];
  /** What the referees objected to so far; empties the list, for tests that expect it. */
  takeViolations(): string[];
  /** Where webhooks go; commits, renames and the like send none while it is unset. */
  setWebhookUrl(url: string | undefined): void;
  /** Posts a signed webhook; `guid` repeats an earlier one. */
  deliver(event: string, payload: unknown, options?: { guid?: string; url?: string }): Promise<DeliveryLogEntry>;
  /** Sends a delivery again under its GUID. */
  redeliver(guid: string): Promise<DeliveryLogEntry>;
  /** Answers the next requests whose `METHOD /path` matches with a fault. */
  failNext(fault: Partial<PlannedFault> & { matches: RegExp; status: number }): void;
  setLimits(limits: { perHour?: number; treeEntries?: number }): void;
  /** Stops the server and removes the repositories; throws when a referee objected to anything. */
  stop(): Promise<void>;
}

const APP_FILE = join(import.meta.dirname, "../../../app.yml");
const REQUEST_CAP_BYTES = 25 * 1024 * 1024;
const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

async function readAppFile(): Promise<{ permissions: Record<string, string>; events: string[] }> {
  const app: unknown = parse(await readFile(APP_FILE, "utf8"));
  if (!isWire(app) || !isWire(app["default_permissions"]) || !Array.isArray(app["default_events"])) {
    throw new Error(`${APP_FILE}: no default_permissions and default_events`);
  }
  const permissions = Object.entries(app["default_permissions"]).map(([name, level]) => [name, String(level)]);
  return { permissions: Object.fromEntries(permissions), events: app["default_events"].map(String) };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > REQUEST_CAP_BYTES) throw new Error("request too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function flatHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headers).map(([key, value]) => [key, value?.toString()]));
}

async function send(state: GitHubState, entry: DeliveryLogEntry, url: string): Promise<void> {
  const signature = createHmac("sha256", state.webhook.secret).update(entry.body).digest("hex");
  try {
    const answer = await fetch(url, {
      method: "POST",
      body: entry.body,
      headers: {
        "content-type": "application/json",
        "user-agent": "GitHub-Hookshot/emulated",
        "x-github-delivery": entry.guid,
        "x-github-event": entry.event,
        "x-github-hook-installation-target-id": String(state.appId),
        "x-github-hook-installation-target-type": "integration",
        "x-hub-signature-256": `sha256=${signature}`,
      },
    });
    await answer.arrayBuffer();
    entry.status = answer.status;
  } catch {
    entry.status = "unreachable";
  }
}

/** Starts the emulator on a free port of 127.0.0.1. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubEmulator> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const app = await readAppFile();
  const real = makeReferee();
  const judges = { referee: options.referee?.(real) ?? real, demands: readDemands() };
  const state: GitHubState = {
    clock: options.clock ?? systemClock,
    baseUrl: "",
    root: await mkdtemp(join(tmpdir(), "waybill-github-")),
    appId: 7,
    appSlug: "waybill",
    publicKey,
    permissions: options.permissions ?? app.permissions,
    events: app.events,
    repositories: [],
    installations: [],
    tokens: new Map(),
    checkRuns: [],
    ownerIds: new Map(),
    log: [],
    deliveries: [],
    violations: [],
    faults: [],
    used: new Map(),
    limitPerHour: 5000,
    treeLimit: 100_000,
    nextId: 1000,
    webhook: { secret: options.webhookSecret ?? "a secret of the test" },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const text = await readText(request);
      const { method = "GET", url = "/" } = request;
      const answer = await respond(state, judges, { method, url, headers: flatHeaders(request), text });
      response.writeHead(answer.status, answer.headers).end(answer.text === "" ? undefined : answer.text);
    } catch (error) {
      state.violations.push(`${request.method} ${request.url}: the emulator broke: ${String(error)}`);
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ message: String(error) }));
    }
  }

  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  state.baseUrl = `http://127.0.0.1:${address.port}`;

  async function deliver(event: string, payload: unknown, how: { guid?: string; url?: string } = {}) {
    const entry: DeliveryLogEntry = {
      guid: how.guid ?? randomUUID(),
      event,
      body: JSON.stringify(payload),
      status: "unreachable",
    };
    state.deliveries.push(entry);
    const url = how.url ?? state.webhook.url;
    if (url !== undefined) await send(state, entry, url);
    return entry;
  }

  return {
    ...makeAdmin(state, deliver),
    baseUrl: state.baseUrl,
    appId: state.appId,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    webhookSecret: state.webhook.secret,
    log: state.log,
    deliveries: state.deliveries,
    deliver,
    takeViolations: () => state.violations.splice(0),
    setWebhookUrl(url) {
      if (url === undefined) delete state.webhook.url;
      else state.webhook.url = url;
    },
    async redeliver(guid) {
      const earlier = state.deliveries.find((entry) => entry.guid === guid);
      if (earlier === undefined || state.webhook.url === undefined)
        throw new Error(`nothing to send again for ${guid}`);
      const entry = { ...earlier };
      state.deliveries.push(entry);
      await send(state, entry, state.webhook.url);
      return entry;
    },
    failNext(fault) {
      state.faults.push({ times: 1, headers: {}, message: "Server Error", ...fault });
    },
    setLimits(limits) {
      state.limitPerHour = limits.perHour ?? state.limitPerHour;
      state.treeLimit = limits.treeEntries ?? state.treeLimit;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(state.root, { recursive: true, force: true });
      const violations = state.violations.splice(0);
      if (violations.length > 0) throw new Error(`the referees object:\n${violations.join("\n")}`);
    },
  };
}

import type { Probot } from "probot";
import type { Clock } from "../model/clock.ts";
import type { Lease } from "../queue/delivery-queue.ts";
import { openQueue, type QueueSettings } from "../queue/open-queue.ts";
import { makeApp } from "./app.ts";
import type { AppVerbs } from "./app-ports.ts";
import { startAppServer } from "./app-server.ts";
import type { AppSettings } from "./app-settings.ts";
import { startAppWorker } from "./app-worker.ts";
import type { HandlerSettings } from "./handling.ts";
import { makeProbot } from "./make-probot.ts";
import { isHandledEvent, payloadOf } from "./queued-event.ts";

/** What the App needs beside its settings. */
export interface AppPorts {
  verbs: AppVerbs;
  clock: Clock;
  openSource: HandlerSettings["openSource"];
  log: HandlerSettings["log"];
  queue?: QueueSettings;
  /** Default true: writes a second apart. */
  isThrottled?: boolean;
}

/** The App at work. */
export interface RunningApp {
  port: number;
  /** Stops taking deliveries, finishes those under way and closes the queue. */
  close(): Promise<void>;
}

/** How long one look at GitHub counts for `/readyz`. */
const READY_MS = 60_000;

/** Runs the App: server, durable queue, worker, Probot behind them. */
export async function runApp(settings: AppSettings, ports: AppPorts): Promise<RunningApp> {
  const { clock, log } = ports;
  const probot = makeProbot(settings, ports.isThrottled);
  await probot.ready();
  await probot.load(makeApp(ports.verbs, { host: settings.forgeHost, openSource: ports.openSource, log }));
  const queue = openQueue(settings.queuePath, clock, ports.queue);
  const worker = startAppWorker({ queue, clock, log, handle: (lease) => receiveLease(probot, lease) });
  try {
    const server = await startAppServer({
      port: settings.port,
      host: settings.listenHost,
      webhookSecret: settings.webhookSecret,
      queue,
      wake: worker.wake,
      whyNotReady: makeReadiness(probot, () => queue.counts(), clock),
      log,
    });
    return {
      port: server.port,
      async close() {
        await server.close();
        await worker.stop();
        queue.close();
      },
    };
  } catch (error) {
    await worker.stop();
    queue.close();
    throw error;
  }
}

async function receiveLease(probot: Probot, lease: Lease): Promise<void> {
  const { guid, event } = lease;
  if (!isHandledEvent(event)) return;
  const payload = payloadOf(lease);
  // The signature was right, so this is the payload that GitHub documents for the event; handlers narrow it themselves.
  await probot.receive({ id: guid, name: event, payload } as Parameters<Probot["receive"]>[0]);
}

/** Ready: the queue can be read and GitHub accepts the App's key. */
function makeReadiness(probot: Probot, askQueue: () => unknown, clock: Clock): () => Promise<string | undefined> {
  let goodUntil = 0;
  return async function whyNotReady() {
    try {
      askQueue();
    } catch {
      return "the queue cannot be read";
    }
    if (clock.now().getTime() < goodUntil) return undefined;
    try {
      const octokit = await probot.auth();
      await octokit.request("GET /app");
      goodUntil = clock.now().getTime() + READY_MS;
      return undefined;
    } catch {
      return "GitHub does not accept the App's key or cannot be reached";
    }
  };
}

import type { IncomingMessage } from "node:http";
import { Webhooks } from "@octokit/webhooks";
import type { DeliveryQueue } from "../queue/delivery-queue.ts";
import type { LogLine } from "./handling.ts";
import { toRecord } from "./narrow.ts";
import { isHandledEvent, toDelivery } from "./queued-event.ts";

/** What the sender of a delivery is told. */
export interface DeliveryAnswer {
  status: number;
  message: string;
}

/** GitHub sends at most 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const PAYLOAD_CAP_BYTES = 25 * 1024 * 1024;
/** Bodies of all requests together that are held before their signature is known: strangers can send them too. */
const HELD_CAP_BYTES = 256 * 1024 * 1024;
const GUID = /^[0-9A-Za-z-]{1,64}$/;
const SIGNATURE = /^sha256=[0-9a-f]{64}$/;

type Body = { outcome: "read"; bytes: Buffer } | { outcome: "too-large" } | { outcome: "busy" } | { outcome: "broken" };

/**
 * Makes the receiver of webhooks: headers, size, signature over the raw bytes (in constant time), then the queue, and
 * only then the 2xx. Nothing is parsed before the signature is right.
 */
export function receiveDelivery(settings: {
  webhookSecret: string;
  queue: DeliveryQueue;
  wake(): void;
  log(line: LogLine): void;
}): (request: IncomingMessage) => Promise<DeliveryAnswer> {
  const webhooks = new Webhooks({ secret: settings.webhookSecret });
  const readBody = makeBodyReader();

  return async function receive(request) {
    const { headers } = request;
    const guid = headerOf(headers["x-github-delivery"]);
    const event = headerOf(headers["x-github-event"]);
    const signature = headerOf(headers["x-hub-signature-256"]);
    if (!GUID.test(guid) || event === "") return { status: 400, message: "not a delivery of GitHub" };
    if (signature === "") return { status: 400, message: "unsigned" };
    if (!/^application\/json\b/.test(headerOf(headers["content-type"]))) return { status: 415, message: "JSON only" };
    if (!SIGNATURE.test(signature)) return refuse(guid, "malformed signature");
    const body = await readBody(request);
    if (body.outcome === "too-large") return { status: 413, message: `more than ${PAYLOAD_CAP_BYTES} bytes` };
    if (body.outcome === "busy") return { status: 503, message: "too many deliveries at once" };
    if (body.outcome === "broken") return { status: 400, message: "the body ended early" };
    const text = decode(body.bytes);
    if (text === undefined) return { status: 400, message: "not UTF-8" };
    if (!(await webhooks.verify(text, signature))) return refuse(guid, "forged");
    return keep(guid, event, text);
  };

  function refuse(guid: string, reason: string): DeliveryAnswer {
    settings.log({ level: "warning", message: "refused", delivery: guid, reason });
    return { status: 401, message: "wrong signature" };
  }

  function keep(guid: string, event: string, text: string): DeliveryAnswer {
    const payload = parse(text);
    if (payload === undefined) return { status: 400, message: "not a JSON object" };
    if (!isHandledEvent(event)) return { status: 202, message: "nothing to do" };
    const outcome = settings.queue.add(toDelivery(guid, event, text, payload));
    settings.log({ message: "received", delivery: guid, event, outcome });
    if (outcome === "full") return { status: 503, message: "the queue is full" };
    settings.wake();
    return { status: 202, message: outcome === "duplicate" ? "known" : "kept" };
  }
}

function headerOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}

function decode(bytes: Buffer): string | undefined {
  try {
    // The mark at the start is kept: the signature is over the bytes.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? toRecord(value) : undefined;
  } catch {
    return undefined;
  }
}

function makeBodyReader(): (request: IncomingMessage) => Promise<Body> {
  let heldBytes = 0;
  return async function readBody(request) {
    const announced = Number(request.headers["content-length"] ?? 0);
    if (announced > PAYLOAD_CAP_BYTES) return { outcome: "too-large" };
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        const bytes = Buffer.from(chunk);
        size += bytes.length;
        heldBytes += bytes.length;
        if (size > PAYLOAD_CAP_BYTES) return { outcome: "too-large" };
        if (heldBytes > HELD_CAP_BYTES) return { outcome: "busy" };
        chunks.push(bytes);
      }
      return { outcome: "read", bytes: Buffer.concat(chunks) };
    } catch {
      return { outcome: "broken" };
    } finally {
      heldBytes -= size;
    }
  };
}

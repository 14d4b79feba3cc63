import type { Delivery, Lease } from "../queue/delivery-queue.ts";
import { integerAt, textAt, toRecord, valueAt } from "./narrow.ts";

/** Events that the App does something about; others are answered and not kept. */
const HANDLED = [
  "check_run",
  "installation",
  "installation_repositories",
  "pull_request",
  "push",
  "release",
  "repository",
] as const;

/** Name of an event that the App handles. */
export type HandledEvent = (typeof HANDLED)[number];

/** Whether the App does anything about events of this name. */
export function isHandledEvent(name: string): name is HandledEvent {
  return HANDLED.some((handled) => handled === name);
}

/**
 * Where a delivery belongs in the queue: one repository at a time; pushes to one branch and changes of one pull request
 * that wait are done together, since only the present head counts.
 */
export function toDelivery(guid: string, event: HandledEvent, text: string, payload: unknown): Delivery {
  const repositoryId = integerAt(payload, "repository", "id");
  const installationId = integerAt(payload, "installation", "id");
  const repository = repositoryId === undefined ? `installation:${installationId ?? "none"}` : String(repositoryId);
  const mergeKey = mergeKeyOf(event, repository, payload);
  return { guid, event, payload: text, repository, ...(mergeKey === undefined ? {} : { mergeKey }) };
}

/**
 * The payload of a lease. Of deliveries done together the newest says enough, since handlers act on the present head;
 * but pushes done together are one push from where the oldest began: what came with any of them is new.
 */
export function payloadOf(lease: Pick<Lease, "event" | "payload" | "oldestPayload">): unknown {
  const payload: unknown = JSON.parse(lease.payload);
  if (lease.event !== "push" || lease.oldestPayload === lease.payload) return payload;
  return { ...toRecord(payload), before: valueAt(JSON.parse(lease.oldestPayload), "before") };
}

function mergeKeyOf(event: HandledEvent, repository: string, payload: unknown): string | undefined {
  if (event === "push") return `push ${repository} ${textAt(payload, "ref") ?? ""}`;
  const action = textAt(payload, "action") ?? "";
  if (event === "pull_request" && isCheckedAction(action))
    return `pull ${repository} ${integerAt(payload, "number") ?? 0}`;
  return undefined;
}

/** Changes of a pull request that call for a check. */
export function isCheckedAction(action: string): boolean {
  return action === "opened" || action === "synchronize" || action === "reopened";
}

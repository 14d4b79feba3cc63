import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";
import type { AppVerbs } from "./app-ports.ts";
import type { GitHubClient } from "./client.ts";
import type { EventRepository } from "./read-event.ts";
import { type RepositoryFacts, readRepository } from "./read-repository.ts";

/** One line of the log: plain values, no payload and no secret. */
export type LogLine = Record<string, string | number | boolean | undefined>;

/** What handlers need beside the verbs. */
export interface HandlerSettings {
  /** DNS name of the forge in every id, e.g. github.com. */
  host: string;
  /** Name of the check run; default `Waybill`. */
  checkName?: string;
  openSource(client: GitHubClient, repository: SourceRepository): OpenSource;
  log(line: LogLine): void;
}

/** One event being handled. */
export interface Handling {
  verbs: AppVerbs;
  settings: HandlerSettings;
  client: GitHubClient;
  deliveryGuid: string;
}

/** The name under which check runs are written and found again. */
export function checkNameOf(settings: HandlerSettings): string {
  return settings.checkName ?? "Waybill";
}

/**
 * What the event's repository is now; undefined when it is gone for us, or when its name belongs to another repository
 * by now: names are reused, ids are not.
 */
export async function readPresent(
  handling: Handling,
  repository: EventRepository,
): Promise<RepositoryFacts | undefined> {
  const facts = await readRepository(handling.client, handling.settings.host, repository);
  return facts?.id === repository.id ? facts : undefined;
}

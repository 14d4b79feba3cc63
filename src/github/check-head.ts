import type { SourceRepository } from "../model/source-repository.ts";
import type { OpenSource } from "../sources/source.ts";
import type { AppVerbs, CheckReport } from "./app-ports.ts";
import { type CheckRunContent, writeCheckRun } from "./check-run.ts";
import type { GitHubClient } from "./client.ts";

/** What is to be checked and how its check run is named. */
export interface HeadCheck {
  client: GitHubClient;
  source: OpenSource;
  repository: SourceRepository;
  /** The repository at the commit to tell new faults from old ones by. */
  base?: OpenSource;
  checkName: string;
  /** The run whose "Re-run" button was pressed. */
  rerunOf?: number;
  /** Shown when the check could not be finished, so that an operator finds it in the log. */
  deliveryGuid: string;
}

/**
 * Validates a commit and writes its check run: queued as soon as a manifest is found, completed with the report, none
 * at all where there is no manifest. When validation breaks, the run says so and the error goes on to the queue.
 */
export async function checkHead(verbs: AppVerbs, check: HeadCheck): Promise<CheckReport["conclusion"]> {
  const { client, repository, source, base } = check;
  const write = (content: CheckRunContent) => writeCheckRun(client, repository, repository.commit, content);
  const common = { name: check.checkName, ...(check.rerunOf === undefined ? {} : { rerunOf: check.rerunOf }) };
  let isQueued = false;
  async function onManifests(): Promise<void> {
    await write({ ...common, status: "queued", title: "Queued", summary: "Waybill reads the plugin manifests." });
    isQueued = true;
  }
  try {
    const report = await verbs.validateAt({ source, repository, onManifests, ...(base === undefined ? {} : { base }) });
    if (report.conclusion === "none") return "none";
    const { conclusion, title, summary, annotations } = report;
    await write({ ...common, status: "completed", conclusion, title, summary, annotations });
    return conclusion;
  } catch (error) {
    if (isQueued) await sayUnfinished(write, common, check.deliveryGuid);
    throw error;
  }
}

async function sayUnfinished(
  write: (content: CheckRunContent) => Promise<unknown>,
  common: { name: string; rerunOf?: number },
  deliveryGuid: string,
): Promise<void> {
  const summary = `Waybill could not finish this check and will try again. Operators find the reason under delivery ${deliveryGuid}.`;
  const end = { status: "completed", conclusion: "neutral", title: "Not finished", summary, annotations: [] } as const;
  // The first error is the one to report; a check run that cannot be written is part of the same trouble.
  await write({ ...common, ...end }).catch(() => undefined);
}

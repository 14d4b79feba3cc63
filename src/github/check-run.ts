import { createHash } from "node:crypto";
import type { CheckAnnotation } from "./app-ports.ts";
import { type GitHubClient, malformed, type RepositoryAddress } from "./client.ts";
import { integerAt, listAt, textAt } from "./narrow.ts";

/** Ends of a check run that Waybill uses. */
export type CheckConclusion = "success" | "failure" | "neutral";

/** What a check run says. `rerunOf`: the run whose "Re-run" button was pressed; a new one takes its place. */
export type CheckRunContent = { name: string; title: string; summary: string; rerunOf?: number } & (
  | { status: "queued" }
  | { status: "completed"; conclusion: CheckConclusion; annotations: readonly CheckAnnotation[] }
);

/** The check run as it stands, and the requests that wrote it. */
export interface WrittenCheckRun {
  id: number;
  writes: number;
}

/** https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const ANNOTATIONS_PER_REQUEST = 50;
const SUMMARY_CAP = 65_535;
const CUT_NOTE = "\n\n… cut: the rest does not fit into a check run.";

interface ExistingRun {
  id: number;
  status: string;
  externalId: string;
  annotations: number;
}

type Body = Record<string, unknown>;

/**
 * Writes a check run on a commit. Safe to repeat after a crash at any point: a run with the same report is left as it
 * is or continued where it stopped, since further updates append annotations and would show them twice.
 */
export async function writeCheckRun(
  client: GitHubClient,
  repository: RepositoryAddress,
  headSha: string,
  content: CheckRunContent,
): Promise<WrittenCheckRun> {
  const place = { owner: repository.owner, repo: repository.name };
  const latest = await readLatest(client, place, headSha, content.name);
  const existing = latest?.id === content.rerunOf ? undefined : latest;
  if (content.status === "queued") {
    if (existing !== undefined) return { id: existing.id, writes: 0 };
    const output = { title: content.title, summary: content.summary };
    return await create(client, { ...place, name: content.name, head_sha: headSha, status: "queued", output });
  }
  const externalId = fingerprint(content);
  if (existing?.status === "completed" && existing.externalId === externalId) return { id: existing.id, writes: 0 };
  const bodies = batch(content, externalId);
  const isUntouched = existing !== undefined && existing.status !== "completed" && existing.externalId === "";
  const isHalf = existing !== undefined && existing.status !== "completed" && existing.externalId === externalId;
  if (existing !== undefined && (isUntouched || isHalf)) {
    const done = isHalf ? Math.floor(existing.annotations / ANNOTATIONS_PER_REQUEST) : 0;
    return await update(client, place, existing.id, bodies.slice(done));
  }
  let writes = 0;
  if (existing !== undefined && existing.status !== "completed") {
    // A run that a crash left half done with another report would stay "in progress" for two weeks.
    await patch(client, place, existing.id, { status: "completed", conclusion: "cancelled" });
    writes += 1;
  }
  const [first = {}, ...rest] = bodies;
  const created = await create(client, { ...place, name: content.name, head_sha: headSha, ...first });
  const updated = await update(client, place, created.id, rest);
  return { id: created.id, writes: writes + created.writes + updated.writes };
}

async function readLatest(
  client: GitHubClient,
  place: { owner: string; repo: string },
  headSha: string,
  name: string,
): Promise<ExistingRun | undefined> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ...place,
    ref: headSha,
    check_name: name,
    filter: "latest",
  });
  const [run] = listAt(data, "check_runs");
  if (run === undefined) return undefined;
  const id = integerAt(run, "id");
  const status = textAt(run, "status");
  if (id === undefined || status === undefined) throw malformed("id and status of a check run");
  const annotations = integerAt(run, "output", "annotations_count") ?? 0;
  return { id, status, externalId: textAt(run, "external_id") ?? "", annotations };
}

/** Same report, same fingerprint: kept in the run's `external_id`. */
function fingerprint(content: CheckRunContent & { status: "completed" }): string {
  const { conclusion, title, summary, annotations } = content;
  const text = JSON.stringify([conclusion, title, summary, annotations]);
  return `waybill:${createHash("sha256").update(text).digest("hex")}`;
}

/** Bodies of the requests in order; only the last one completes the run, so that nobody sees half a report as whole. */
function batch(content: CheckRunContent & { status: "completed" }, externalId: string): Body[] {
  const summary = cutSummary(content.summary);
  const bodies: Body[] = [];
  for (let from = 0; from === 0 || from < content.annotations.length; from += ANNOTATIONS_PER_REQUEST) {
    const annotations = content.annotations.slice(from, from + ANNOTATIONS_PER_REQUEST).map(toWire);
    const isLast = from + ANNOTATIONS_PER_REQUEST >= content.annotations.length;
    const output = { title: content.title, summary, ...(annotations.length === 0 ? {} : { annotations }) };
    const end = isLast ? { status: "completed", conclusion: content.conclusion } : { status: "in_progress" };
    bodies.push({ external_id: externalId, ...end, output });
  }
  return bodies;
}

function cutSummary(summary: string): string {
  if (summary.length <= SUMMARY_CAP) return summary;
  return summary.slice(0, SUMMARY_CAP - CUT_NOTE.length).toWellFormed() + CUT_NOTE;
}

/** GitHub refuses columns where an annotation covers several lines. */
function toWire(annotation: CheckAnnotation): Body {
  const start = Math.max(1, annotation.startLine);
  const end = Math.max(start, annotation.endLine ?? start);
  const column = annotation.startColumn;
  return {
    path: annotation.path,
    start_line: start,
    end_line: end,
    ...(column === undefined || start !== end
      ? {}
      : { start_column: column, end_column: annotation.endColumn ?? column }),
    annotation_level: annotation.level,
    title: annotation.title,
    message: annotation.message,
    ...(annotation.details === undefined ? {} : { raw_details: annotation.details }),
  };
}

async function create(client: GitHubClient, body: Body): Promise<WrittenCheckRun> {
  const { data } = await client.request("POST /repos/{owner}/{repo}/check-runs", body);
  const id = integerAt(data, "id");
  if (id === undefined) throw malformed("id of a check run");
  return { id, writes: 1 };
}

async function patch(
  client: GitHubClient,
  place: { owner: string; repo: string },
  id: number,
  body: Body,
): Promise<void> {
  await client.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
    ...place,
    check_run_id: id,
    ...body,
  });
}

async function update(
  client: GitHubClient,
  place: { owner: string; repo: string },
  id: number,
  bodies: readonly Body[],
): Promise<WrittenCheckRun> {
  for (const body of bodies) await patch(client, place, id, body);
  return { id, writes: bodies.length };
}

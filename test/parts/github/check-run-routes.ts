import { resolveObject } from "./git-repository.ts";
import { renderCheckRun } from "./render.ts";
import { type Answer, notFound, type RouteRequest, type Routes, unprocessable } from "./route.ts";
import { type AnnotationState, type CheckRunState, takeId, timestamp } from "./state.ts";

type Patch = Record<string, unknown>;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function objectOf(value: unknown): Patch {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The referee has judged the body already: an annotation has its required fields. */
function readAnnotations(output: Patch): AnnotationState[] {
  const list: unknown[] = Array.isArray(output["annotations"]) ? output["annotations"] : [];
  return list.map((item) => {
    const note = objectOf(item);
    const column = (key: string) => (typeof note[key] === "number" ? { [key]: Number(note[key]) } : {});
    const optional = (key: string) => (typeof note[key] === "string" ? { [key]: String(note[key]) } : {});
    return {
      path: String(note["path"]),
      start_line: Number(note["start_line"]),
      end_line: Number(note["end_line"]),
      annotation_level: String(note["annotation_level"]),
      message: String(note["message"]),
      ...column("start_column"),
      ...column("end_column"),
      ...optional("title"),
      ...optional("raw_details"),
    };
  });
}

/** Further updates append annotations: https://docs.github.com/en/rest/checks/runs#update-a-check-run */
function applyPatch(request: RouteRequest, run: CheckRunState, body: Patch): string | undefined {
  const now = timestamp(request.state);
  const status = textOf(body["status"]);
  const conclusion = textOf(body["conclusion"]);
  if (status === "completed" && conclusion === undefined) return "conclusion is required when status is completed";
  run.name = textOf(body["name"]) ?? run.name;
  run.externalId = textOf(body["external_id"]) ?? run.externalId;
  run.startedAt = textOf(body["started_at"]) ?? run.startedAt ?? now;
  if (conclusion !== undefined) {
    run.status = "completed";
    run.conclusion = conclusion;
    run.completedAt = textOf(body["completed_at"]) ?? now;
  } else if (status !== undefined) {
    run.status = status;
    run.conclusion = null;
    run.completedAt = null;
  }
  const output = objectOf(body["output"]);
  run.title = textOf(output["title"]) ?? run.title;
  run.summary = textOf(output["summary"]) ?? run.summary;
  const annotations = readAnnotations(output);
  if (annotations.length > 0) run.batches.push(annotations.length);
  for (const note of annotations) {
    // Columns are allowed only within one line, and lines count from 1; GitHub answers 422 to the rest.
    if (note.start_line < 1 || note.end_line < note.start_line) return "annotations have wrong lines";
    if (note.start_line !== note.end_line && (note.start_column ?? note.end_column) !== undefined) {
      return "annotations have columns over several lines";
    }
  }
  run.annotations.push(...annotations);
  return undefined;
}

async function create(request: RouteRequest): Promise<Answer> {
  const { state, repository } = request;
  const body = objectOf(request.body);
  const headSha = String(body["head_sha"]);
  if ((await resolveObject(repository.folder, headSha, "commit")) !== headSha) {
    return unprocessable(`No commit found for SHA: ${headSha}`);
  }
  const run: CheckRunState = {
    id: takeId(state),
    repository,
    headSha,
    name: String(body["name"]),
    status: "queued",
    conclusion: null,
    externalId: "",
    startedAt: null,
    completedAt: null,
    title: null,
    summary: null,
    annotations: [],
    batches: [],
  };
  const fault = applyPatch(request, run, body);
  if (fault !== undefined) return unprocessable(fault);
  state.checkRuns.push(run);
  return { status: 201, body: renderCheckRun(state, run) };
}

function find(request: RouteRequest): CheckRunState | undefined {
  const id = Number(request.parameters["check_run_id"]);
  return request.state.checkRuns.find((run) => run.id === id && run.repository === request.repository);
}

function update(request: RouteRequest): Answer {
  const run = find(request);
  if (run === undefined) return notFound();
  const fault = applyPatch(request, run, objectOf(request.body));
  return fault === undefined ? { status: 200, body: renderCheckRun(request.state, run) } : unprocessable(fault);
}

function listAnnotations(request: RouteRequest): Answer {
  const run = find(request);
  if (run === undefined) return notFound();
  const body = run.annotations.map((note) => ({
    blob_href: `https://github.com/${run.repository.owner}/${run.repository.name}/blob/${run.headSha}/${note.path}`,
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...note,
  }));
  return { status: 200, body, isList: true };
}

async function listForRef(request: RouteRequest): Promise<Answer> {
  const { state, repository, query } = request;
  const sha = await resolveObject(repository.folder, request.parameters["ref"] ?? "", "commit");
  if (sha === undefined) return unprocessable(`No commit found for SHA: ${request.parameters["ref"]}`);
  const name = query.get("check_name");
  let runs = state.checkRuns.filter((run) => run.repository === repository && run.headSha === sha);
  if (name !== null) runs = runs.filter((run) => run.name === name);
  runs = runs.toReversed();
  if (query.get("filter") !== "all")
    runs = runs.filter((run, index) => runs.findIndex((one) => one.name === run.name) === index);
  const body = { total_count: runs.length, check_runs: runs.map((run) => renderCheckRun(state, run)) };
  return { status: 200, body, isList: true };
}

/** Check runs: https://docs.github.com/en/rest/checks/runs */
export const checkRunRoutes: Routes = {
  "POST /repos/{owner}/{repo}/check-runs": create,
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}": update,
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}": (request) => {
    const run = find(request);
    return run === undefined ? notFound() : { status: 200, body: renderCheckRun(request.state, run) };
  },
  "GET /repos/{owner}/{repo}/check-runs/{check_run_id}/annotations": listAnnotations,
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs": listForRef,
};

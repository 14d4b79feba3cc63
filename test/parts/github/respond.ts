import { createHash } from "node:crypto";
import { checkRunRoutes } from "./check-run-routes.ts";
import { actorOf, type Caller, readCaller } from "./credentials.ts";
import { allows, type Demand } from "./permissions.ts";
import type { Referee } from "./referee.ts";
import { repositoryRoutes } from "./repository-routes.ts";
import { type Answer, notFound, problem, type Routes } from "./route.ts";
import { type GitHubState, includes, type RepositoryState } from "./state.ts";

export interface RawRequest {
  method: string;
  url: string;
  headers: Record<string, string | undefined>;
  text: string;
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

export interface Judges {
  referee: Referee;
  demands: Map<string, Demand>;
}

const HOUR_MS = 3_600_000;
const ROUTES: Routes = { ...repositoryRoutes, ...checkRunRoutes };
const DEFAULT_PER_PAGE = 30;

/** Use of the primary limit by one caller in the running hour. */
function usageOf(state: GitHubState, actor: string): { limit: number; used: number; reset: number } {
  const now = state.clock.now().getTime();
  let usage = state.used.get(actor);
  if (usage === undefined || now >= usage.windowStart + HOUR_MS) {
    usage = { windowStart: now, count: 0 };
    state.used.set(actor, usage);
  }
  const limit = actor === "anonymous" ? Math.min(60, state.limitPerHour) : state.limitPerHour;
  return { limit, used: usage.count, reset: Math.ceil((usage.windowStart + HOUR_MS) / 1000) };
}

function rateHeaders(state: GitHubState, actor: string): Record<string, string> {
  const { limit, used, reset } = usageOf(state, actor);
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-used": String(used),
    "x-ratelimit-remaining": String(Math.max(0, limit - used)),
    "x-ratelimit-reset": String(reset),
    "x-ratelimit-resource": "core",
  };
}

function rateLimitAnswer(state: GitHubState, actor: string): Answer {
  const { limit, used, reset } = usageOf(state, actor);
  const core = { limit, used, remaining: Math.max(0, limit - used), reset };
  const search = { limit: 30, used: 0, remaining: 30, reset };
  return { status: 200, body: { resources: { core, search }, rate: core } };
}

/** The repository of an address, and whether that address is an earlier one. */
function lookUp(state: GitHubState, address: string): { repository: RepositoryState; isFormer: boolean } | undefined {
  const wanted = address.toLowerCase();
  const present = state.repositories.find(
    (one) => !one.isDeleted && `${one.owner}/${one.name}`.toLowerCase() === wanted,
  );
  if (present !== undefined) return { repository: present, isFormer: false };
  const former = state.repositories.find((one) => !one.isDeleted && one.formerNames.includes(wanted));
  return former === undefined ? undefined : { repository: former, isFormer: true };
}

function isVisible(caller: Caller, repository: RepositoryState): boolean {
  if (!repository.isPrivate) return true;
  if (caller.kind === "app") return true;
  return caller.kind === "installation" && includes(caller.token.installation, repository);
}

/** Undefined when the caller may; else the answer that says no. */
function refuse(
  caller: Caller,
  demand: Demand,
  method: string,
  repository: RepositoryState | undefined,
): Answer | undefined {
  if (caller.kind === "refused") return problem(401, caller.message);
  if (demand === "any") return undefined;
  if (demand === "app")
    return caller.kind === "app" ? undefined : problem(401, "A JSON web token could not be decoded");
  if (caller.kind === "app") return problem(401, "A JSON web token cannot be used here");
  if (caller.kind === "anonymous") return method === "GET" ? undefined : problem(401, "Requires authentication");
  const { token } = caller;
  const isInside = repository === undefined || includes(token.installation, repository);
  if (allows(token.permissions, demand) && (isInside || method === "GET")) return undefined;
  return problem(403, "Resource not accessible by integration");
}

function paginate(answer: Answer, url: URL, repository: RepositoryState | undefined): Answer {
  if (answer.isList !== true || answer.status !== 200) return answer;
  const perPage = Math.min(100, Number(url.searchParams.get("per_page") ?? DEFAULT_PER_PAGE));
  const page = Math.max(1, Number(url.searchParams.get("page") ?? 1));
  const from = (page - 1) * perPage;
  let total = 0;
  function cut(value: unknown): unknown {
    if (!Array.isArray(value)) return value;
    total = value.length;
    return value.slice(from, from + perPage);
  }
  const { body } = answer;
  const cutBody = Array.isArray(body)
    ? cut(body)
    : Object.fromEntries(Object.entries(Object(body)).map(([key, value]) => [key, cut(value)]));
  const headers = { ...answer.headers };
  const last = Math.ceil(total / perPage);
  if (page < last) {
    const path = url.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repository?.id}`);
    const link = (number: number, rel: string) => {
      const query = new URLSearchParams(url.searchParams);
      query.set("page", String(number));
      return `<${url.origin}${path}?${query}>; rel="${rel}"`;
    };
    headers["link"] = `${link(page + 1, "next")}, ${link(last, "last")}`;
  }
  return { ...answer, body: cutBody, headers };
}

function moved(state: GitHubState, repository: RepositoryState, method: string, url: URL): Answer {
  const rest = url.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, "");
  const location = `${state.baseUrl}/repositories/${repository.id}${rest}${url.search}`;
  const status = method === "GET" || method === "HEAD" ? 301 : 307;
  const answer = problem(status, status === 301 ? "Moved Permanently" : "Temporary Redirect");
  return { ...answer, headers: { location } };
}

function decode(parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, decodeURIComponent(value)]));
}

function parse(text: string): { body?: unknown; isBroken: boolean } {
  if (text === "") return { isBroken: false };
  try {
    return { body: JSON.parse(text), isBroken: false };
  } catch {
    return { isBroken: true };
  }
}

interface Judged {
  answer: Answer;
  operation: string;
}

/** From the request to the answer; what the referees object to ends in `violations` and in a refusal. */
async function judge(
  state: GitHubState,
  judges: Judges,
  request: RawRequest,
  url: URL,
  caller: Caller,
): Promise<Judged> {
  function violation(operation: string, faults: string[]): Judged {
    state.violations.push(...faults.map((fault) => `${request.method} ${request.url}: ${fault}`));
    return { operation, answer: problem(400, `The emulator refuses: ${faults.join("; ")}`) };
  }
  const { method } = request;
  const found = judges.referee.operationOf(method, url.pathname);
  if (found === undefined) return violation("unknown", ["no such operation in the cut description"]);
  const { operation } = found;
  const demand = judges.demands.get(operation);
  if (demand === undefined) return violation(operation, ["no row in permissions.json"]);
  const parameters = decode(found.parameters);
  const address = parameters["repo"] === undefined ? undefined : `${parameters["owner"]}/${parameters["repo"]}`;
  const place = address === undefined ? undefined : lookUp(state, address);
  const repository = place?.repository;
  if (caller.kind === "refused") return { operation, answer: problem(401, caller.message) };
  if (address !== undefined) {
    if (repository === undefined || !isVisible(caller, repository)) return { operation, answer: notFound() };
    if (place?.isFormer === true) return { operation, answer: moved(state, repository, method, url) };
  }
  const refusal = refuse(caller, demand, method, repository);
  if (refusal !== undefined) return { operation, answer: refusal };
  const { body, isBroken } = parse(request.text);
  if (isBroken) return { operation, answer: problem(400, "Problems parsing JSON") };
  const faults = judges.referee.checkRequest(operation, body);
  if (faults.length > 0) return violation(operation, faults);
  if (operation === "GET /rate_limit") return { operation, answer: rateLimitAnswer(state, actorOf(caller)) };
  const route = ROUTES[operation];
  if (route === undefined) return violation(operation, ["no route in the emulator"]);
  // Routes without a repository in their path never read it.
  const input = { state, caller, repository: repository as RepositoryState, parameters, query: url.searchParams, body };
  const answer = paginate(await route(input), url, repository);
  const lies = judges.referee.checkAnswer(operation, answer.status, answer.body);
  return lies.length > 0 ? violation(operation, lies) : { operation, answer };
}

function plannedFault(state: GitHubState, line: string): Answer | undefined {
  const fault = state.faults.find((one) => one.times > 0 && one.matches.test(line));
  if (fault === undefined) return undefined;
  fault.times -= 1;
  return { ...problem(fault.status, fault.message), headers: fault.headers };
}

/** Paths by numeric id are the ones GitHub redirects to; the same repository by its present name. */
function byName(state: GitHubState, url: URL): URL {
  const match = /^\/repositories\/(?<id>\d+)(?<rest>\/.*)?$/.exec(url.pathname);
  if (match?.groups === undefined) return url;
  const id = Number(match.groups["id"]);
  const repository = state.repositories.find((one) => one.id === id);
  const address =
    repository === undefined || repository.isDeleted ? "gone/gone" : `${repository.owner}/${repository.name}`;
  const named = new URL(url);
  named.pathname = `/repos/${address}${match.groups["rest"] ?? ""}`;
  return named;
}

/** One HTTP exchange. */
export async function respond(state: GitHubState, judges: Judges, request: RawRequest): Promise<RawAnswer> {
  const url = byName(state, new URL(request.url, state.baseUrl));
  const caller = readCaller(state, request.headers["authorization"]);
  const actor = actorOf(caller);
  const usage = usageOf(state, actor);
  const isFree = url.pathname === "/rate_limit";
  let judged: Judged;
  const planned = plannedFault(state, `${request.method} ${url.pathname}`);
  if (planned !== undefined) judged = { operation: "planned fault", answer: planned };
  else if (usage.used >= usage.limit && !isFree) {
    judged = { operation: "rate limited", answer: problem(403, `API rate limit exceeded for ${actor}.`) };
  } else judged = await judge(state, judges, request, url, caller);
  const { answer, operation } = judged;
  let { status } = answer;
  let text = answer.body === undefined ? "" : JSON.stringify(answer.body);
  const headers: Record<string, string> = { "content-type": "application/json; charset=utf-8", ...answer.headers };
  if (request.method === "GET" && status === 200) {
    headers["etag"] = `W/"${createHash("sha256").update(text).digest("hex")}"`;
    if (request.headers["if-none-match"] === headers["etag"]) {
      status = 304;
      text = "";
    }
  }
  const counted = state.used.get(actor);
  if (counted !== undefined && status !== 304 && !isFree && operation !== "rate limited") counted.count += 1;
  const isRead = request.method === "GET" || request.method === "HEAD";
  const at = state.clock.now().getTime();
  state.log.push({ at, method: request.method, path: request.url, operation, status, actor, points: isRead ? 1 : 5 });
  return { status, text, headers: { ...rateHeaders(state, actor), ...headers, date: new Date(at).toUTCString() } };
}

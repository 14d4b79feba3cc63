import type { Caller } from "./credentials.ts";
import type { GitHubState, RepositoryState } from "./state.ts";

/** A request that passed credentials, visibility and permissions. */
export interface RouteRequest {
  state: GitHubState;
  caller: Caller;
  /** The repository of the path; for paths without one it is undefined behind this type and never read. */
  repository: RepositoryState;
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** True where GitHub pages: the server cuts the list and adds `Link`. */
  isList?: boolean;
}

export type Routes = Record<string, (request: RouteRequest) => Answer | Promise<Answer>>;

const DOCUMENTATION = "https://docs.github.com/rest";

export function problem(status: number, message: string): Answer {
  return { status, body: { message, documentation_url: DOCUMENTATION, status: String(status) } };
}

export function notFound(): Answer {
  return problem(404, "Not Found");
}

export function unprocessable(message: string): Answer {
  return problem(422, message);
}

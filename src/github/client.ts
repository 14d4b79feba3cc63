import { WaybillError } from "../model/waybill-error.ts";

/** What an Octokit answers; `data` is narrowed where it is read. */
export interface GitHubAnswer {
  status: number;
  data: unknown;
  headers: Record<string, string | number | undefined>;
}

/** The one method of an Octokit that Waybill uses; Octokit's and Probot's clients both have it. */
export interface GitHubClient {
  request(route: string, parameters?: Record<string, unknown>): Promise<GitHubAnswer>;
}

/** Present address of a repository on its forge. */
export interface RepositoryAddress {
  owner: string;
  name: string;
}

/** HTTP status of an error that Octokit threw, or undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}

/** The fault of an answer that lacks what GitHub documents. */
export function malformed(what: string): WaybillError {
  return new WaybillError("not-reachable", `GitHub's answer has no ${what}`);
}

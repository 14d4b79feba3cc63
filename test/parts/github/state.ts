import type { KeyObject } from "node:crypto";
import type { Clock } from "../../../src/model/clock.ts";

/** Content of a file in a commit; a string or bytes is a plain file. */
export type FileState = string | Uint8Array | { symlink: string } | { submodule: string };

export interface RepositoryState {
  id: number;
  owner: string;
  name: string;
  /** Folder of the bare repository. */
  folder: string;
  isPrivate: boolean;
  isArchived: boolean;
  isDeleted: boolean;
  defaultBranch: string;
  /** Earlier addresses `owner/name`, which GitHub answers with a redirect. */
  formerNames: string[];
  forkOf?: RepositoryState;
  createdAt: string;
  pushedAt: string;
  pulls: PullState[];
}

export interface PullState {
  id: number;
  number: number;
  title: string;
  base: RepositoryState;
  baseBranch: string;
  head: RepositoryState;
  headBranch: string;
  headSha: string;
  baseSha: string;
  state: "open" | "closed";
  createdAt: string;
}

export interface AnnotationState {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: string;
  message: string;
  title?: string;
  raw_details?: string;
}

export interface CheckRunState {
  id: number;
  repository: RepositoryState;
  headSha: string;
  name: string;
  status: string;
  conclusion: string | null;
  externalId: string;
  startedAt: string | null;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  annotations: AnnotationState[];
  /** Annotations that each request brought, in order. */
  batches: number[];
}

export interface InstallationState {
  id: number;
  owner: string;
  permissions: Record<string, string>;
  /** Repository ids left out of the installation. */
  excluded: Set<number>;
  isDeleted: boolean;
}

export interface TokenState {
  token: string;
  installation: InstallationState;
  permissions: Record<string, string>;
  expiresAt: number;
}

export interface RequestLogEntry {
  at: number;
  method: string;
  path: string;
  operation: string;
  status: number;
  actor: string;
  /** Points of the secondary limit: 1 for reads, 5 for writes. */
  points: number;
}

export interface DeliveryLogEntry {
  guid: string;
  event: string;
  body: string;
  status: number | "unreachable";
}

export interface PlannedFault {
  matches: RegExp;
  times: number;
  status: number;
  headers: Record<string, string>;
  message: string;
}

export interface GitHubState {
  clock: Clock;
  baseUrl: string;
  root: string;
  appId: number;
  appSlug: string;
  publicKey: KeyObject;
  permissions: Record<string, string>;
  events: string[];
  repositories: RepositoryState[];
  installations: InstallationState[];
  tokens: Map<string, TokenState>;
  checkRuns: CheckRunState[];
  ownerIds: Map<string, number>;
  log: RequestLogEntry[];
  deliveries: DeliveryLogEntry[];
  /** What the referees objected to; stop() throws when there is any. */
  violations: string[];
  faults: PlannedFault[];
  used: Map<string, { windowStart: number; count: number }>;
  limitPerHour: number;
  treeLimit: number;
  nextId: number;
  webhook: { url?: string; secret: string };
}

/** A fresh number; ids of everything come from one row. */
export function takeId(state: GitHubState): number {
  state.nextId += 1;
  return state.nextId;
}

/** The owner's numeric id, given at first sight. */
export function ownerId(state: GitHubState, owner: string): number {
  const known = state.ownerIds.get(owner);
  if (known !== undefined) return known;
  const id = takeId(state);
  state.ownerIds.set(owner, id);
  return id;
}

/** Present time as GitHub writes it, without milliseconds. */
export function timestamp(state: GitHubState): string {
  return state.clock
    .now()
    .toISOString()
    .replace(/\.\d{3}Z$/, "Z");
}

/** The installation on an account, unless it was deleted. */
export function installationOf(state: GitHubState, owner: string): InstallationState | undefined {
  return state.installations.find((installation) => installation.owner === owner && !installation.isDeleted);
}

/** Whether an installation was given this repository. */
export function includes(installation: InstallationState, repository: RepositoryState): boolean {
  return (
    !installation.isDeleted &&
    !repository.isDeleted &&
    installation.owner === repository.owner &&
    !installation.excluded.has(repository.id)
  );
}

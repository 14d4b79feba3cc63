import { exampleOf, inner, isWire, replaceText, type Wire } from "./examples.ts";
import type { CommitFacts } from "./git-repository.ts";
import {
  type CheckRunState,
  type GitHubState,
  type InstallationState,
  ownerId,
  type PullState,
  type RepositoryState,
} from "./state.ts";

const HTML = "https://github.com";

/** Account object; the example's, with names and addresses of this one. */
export function renderAccount(state: GitHubState, login: string): Wire {
  const sender = inner(
    exampleOf("push", () => true),
    "sender",
  );
  const account = replaceText(sender, [
    [/Codertocat/g, login],
    [/https:\/\/api\.github\.com/g, state.baseUrl],
  ]);
  return { ...(isWire(account) ? account : {}), id: ownerId(state, login), type: "Organization" };
}

function renderLinks(state: GitHubState, repository: RepositoryState): Wire {
  const example = inner(
    exampleOf("repository", (payload) => payload["action"] === "renamed" || payload["action"] === "created"),
    "repository",
  );
  const full = String(example["full_name"]);
  const patched = replaceText(example, [
    [new RegExp(full, "g"), `${repository.owner}/${repository.name}`],
    [/https:\/\/api\.github\.com/g, state.baseUrl],
  ]);
  return isWire(patched) ? patched : {};
}

/** Repository as REST gives it (`full-repository`). */
export function renderRepository(state: GitHubState, repository: RepositoryState): Wire {
  return {
    ...renderLinks(state, repository),
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: renderAccount(state, repository.owner),
    private: repository.isPrivate,
    visibility: repository.isPrivate ? "private" : "public",
    archived: repository.isArchived,
    fork: repository.forkOf !== undefined,
    default_branch: repository.defaultBranch,
    created_at: repository.createdAt,
    updated_at: repository.pushedAt || repository.createdAt,
    pushed_at: repository.pushedAt || repository.createdAt,
    description: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    has_discussions: false,
    network_count: 0,
    subscribers_count: 0,
  };
}

/** Repository as a push payload gives it: times as seconds, owner with name and email. */
export function renderPushedRepository(state: GitHubState, repository: RepositoryState): Wire {
  const rendered = renderRepository(state, repository);
  return {
    ...rendered,
    owner: { ...renderAccount(state, repository.owner), name: repository.owner, email: null },
    created_at: Date.parse(repository.createdAt) / 1000,
    pushed_at: Date.parse(repository.pushedAt) / 1000,
    stargazers: 0,
    master_branch: repository.defaultBranch,
  };
}

export function renderApp(state: GitHubState): Wire {
  return {
    id: state.appId,
    slug: state.appSlug,
    node_id: `A_${state.appId}`,
    owner: renderAccount(state, "waybill-operators"),
    name: state.appSlug,
    description: "",
    external_url: "https://waybill.example.org",
    html_url: `${HTML}/apps/${state.appSlug}`,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    permissions: state.permissions,
    events: state.events,
    installations_count: state.installations.filter((installation) => !installation.isDeleted).length,
  };
}

export function renderInstallation(state: GitHubState, installation: InstallationState): Wire {
  return {
    id: installation.id,
    account: renderAccount(state, installation.owner),
    repository_selection: installation.excluded.size === 0 ? "all" : "selected",
    access_tokens_url: `${state.baseUrl}/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${state.baseUrl}/installation/repositories`,
    html_url: `${HTML}/organizations/${installation.owner}/settings/installations/${installation.id}`,
    app_id: state.appId,
    app_slug: state.appSlug,
    target_id: ownerId(state, installation.owner),
    target_type: "Organization",
    permissions: installation.permissions,
    events: state.events,
    created_at: "2026-01-01T00:00:00Z",
    updated_at: "2026-01-01T00:00:00Z",
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  };
}

export function renderCommit(state: GitHubState, repository: RepositoryState, commit: CommitFacts): Wire {
  const path = `${repository.owner}/${repository.name}`;
  const api = `${state.baseUrl}/repos/${path}`;
  const person = { name: commit.name, email: commit.email, date: commit.date };
  return {
    url: `${api}/commits/${commit.sha}`,
    sha: commit.sha,
    node_id: `C_${commit.sha}`,
    html_url: `${HTML}/${path}/commit/${commit.sha}`,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: person,
      committer: person,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      verification: { verified: false, reason: "unsigned", payload: null, signature: null, verified_at: null },
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${HTML}/${path}/commit/${sha}`,
    })),
  };
}

export function renderCheckRun(state: GitHubState, run: CheckRunState): Wire {
  const path = `${run.repository.owner}/${run.repository.name}`;
  const url = `${state.baseUrl}/repos/${path}/check-runs/${run.id}`;
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${HTML}/${path}/runs/${run.id}`,
    details_url: `${HTML}/${path}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: null,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.repository.id * 10 },
    app: renderApp(state),
    pull_requests: [],
  };
}

function renderSide(state: GitHubState, repository: RepositoryState, branch: string, sha: string): Wire {
  return {
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha,
    user: renderAccount(state, repository.owner),
    repo: renderRepository(state, repository),
  };
}

export function renderPull(state: GitHubState, pull: PullState): Wire {
  const example = inner(
    exampleOf("pull_request", (payload) => payload["action"] === "opened" && isWire(payload["installation"])),
    "pull_request",
  );
  const patched = replaceText(example, [
    [/Codertocat\/Hello-World/g, `${pull.base.owner}/${pull.base.name}`],
    [/https:\/\/api\.github\.com/g, state.baseUrl],
    [/\/(pulls|pull|issues)\/2\b/g, `/$1/${pull.number}`],
  ]);
  return {
    ...(isWire(patched) ? patched : {}),
    id: pull.id,
    node_id: `PR_${pull.id}`,
    number: pull.number,
    title: pull.title,
    state: pull.state,
    user: renderAccount(state, pull.head.owner),
    created_at: pull.createdAt,
    updated_at: pull.createdAt,
    labels: [],
    assignees: [],
    requested_reviewers: [],
    head: renderSide(state, pull.head, pull.headBranch, pull.headSha),
    base: renderSide(state, pull.base, pull.baseBranch, pull.baseSha),
    author_association: "CONTRIBUTOR",
  };
}

import { exampleOf, inner, isWire, type Wire } from "./examples.ts";
import { type ChangedPath, type CommitFacts, changedPaths, readCommit } from "./git-repository.ts";
import {
  renderAccount,
  renderCheckRun,
  renderInstallation,
  renderPull,
  renderPushedRepository,
  renderRepository,
} from "./render.ts";
import { type CheckRunState, type GitHubState, installationOf, type PullState, type RepositoryState } from "./state.ts";

export const ZERO_SHA = "0".repeat(40);

function common(state: GitHubState, repository: RepositoryState): Wire {
  const installation = installationOf(state, repository.owner);
  return {
    repository: renderRepository(state, repository),
    sender: renderAccount(state, repository.owner),
    ...(installation === undefined
      ? {}
      : { installation: { id: installation.id, node_id: `MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u${installation.id}` } }),
  };
}

function withAction(event: string, action: string): Wire {
  return exampleOf(event, (payload) => payload["action"] === action);
}

function renderPushedCommit(repository: RepositoryState, commit: CommitFacts, changes: ChangedPath[]): Wire {
  const person = { name: commit.name, email: commit.email, username: repository.owner };
  const of = (status: string) => changes.filter((change) => change.status === status).map((change) => change.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.date,
    url: `https://github.com/${repository.owner}/${repository.name}/commit/${commit.sha}`,
    author: person,
    committer: person,
    added: of("added"),
    removed: of("removed"),
    modified: of("modified"),
  };
}

/** `push` of one commit on a branch. */
export async function pushPayload(
  state: GitHubState,
  repository: RepositoryState,
  push: { branch: string; before: string | undefined; commit: CommitFacts },
): Promise<Wire> {
  const example = exampleOf("push", (payload) => payload["ref"] === "refs/heads/master");
  const changes = await changedPaths(repository.folder, push.commit.parents[0], push.commit.sha);
  const commit = renderPushedCommit(repository, push.commit, changes);
  return {
    ...example,
    ref: `refs/heads/${push.branch}`,
    before: push.before ?? ZERO_SHA,
    after: push.commit.sha,
    ...common(state, repository),
    repository: renderPushedRepository(state, repository),
    pusher: { name: repository.owner, email: null },
    created: push.before === undefined,
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `https://github.com/${repository.owner}/${repository.name}/compare/${push.commit.sha.slice(0, 12)}`,
    commits: [commit],
    head_commit: commit,
  };
}

/** `push` that deletes a branch. */
export function branchDeletedPayload(
  state: GitHubState,
  repository: RepositoryState,
  branch: string,
  before: string,
): Wire {
  const example = exampleOf("push", (payload) => payload["deleted"] === true);
  return {
    ...example,
    ref: `refs/heads/${branch}`,
    before,
    after: ZERO_SHA,
    ...common(state, repository),
    repository: renderPushedRepository(state, repository),
    pusher: { name: repository.owner, email: null },
  };
}

export function pullPayload(state: GitHubState, pull: PullState, action: "opened" | "synchronize" | "reopened"): Wire {
  const example = withAction("pull_request", action);
  return {
    ...example,
    ...common(state, pull.base),
    number: pull.number,
    pull_request: renderPull(state, pull),
  };
}

export function renamedPayload(state: GitHubState, repository: RepositoryState, from: string): Wire {
  const { organization: _, ...example } = withAction("repository", "renamed");
  return { ...example, ...common(state, repository), changes: { repository: { name: { from } } } };
}

export function transferredPayload(state: GitHubState, repository: RepositoryState, fromOwner: string): Wire {
  const example = exampleOf("repository", (payload) => payload["action"] === "transferred" && "changes" in payload);
  const changes = { owner: { from: { organization: renderAccount(state, fromOwner) } } };
  return { ...example, ...common(state, repository), changes };
}

/** `repository` with an action that changes nothing else in the payload. */
export function repositoryPayload(
  state: GitHubState,
  repository: RepositoryState,
  action: "privatized" | "publicized" | "deleted",
): Wire {
  const known = action === "deleted" ? "privatized" : action;
  return { ...withAction("repository", known), action, ...common(state, repository) };
}

/**
 * `check_run` of the button. A suite belongs to one push, here of one commit; pull requests of the repository's own
 * branches are named, and for a commit of a fork neither branch nor pull request is.
 */
export async function rerequestedPayload(state: GitHubState, run: CheckRunState): Promise<Wire> {
  const { repository, headSha } = run;
  const pulls = repository.pulls.filter((pull) => pull.headSha === headSha && pull.state === "open");
  const [own] = pulls.filter((pull) => pull.head === repository);
  const isForeign = own === undefined && pulls.length > 0;
  const before = (await readCommit(repository.folder, headSha))?.parents[0] ?? ZERO_SHA;
  const { organization: _, ...example } = withAction("check_run", "rerequested");
  const exampleRun = inner(example, "check_run");
  const suite = inner(exampleRun, "check_suite");
  const rendered = renderCheckRun(state, run);
  return {
    ...example,
    ...common(state, repository),
    check_run: {
      ...exampleRun,
      ...rendered,
      pull_requests: own === undefined ? [] : [renderBriefPull(state, own)],
      check_suite: {
        ...suite,
        ...(isWire(rendered["check_suite"]) ? rendered["check_suite"] : {}),
        head_branch: isForeign ? null : (own?.headBranch ?? repository.defaultBranch),
        head_sha: headSha,
        before: isForeign ? null : before,
        after: isForeign ? null : headSha,
        app: rendered["app"],
      },
    },
  };
}

function renderBriefPull(state: GitHubState, pull: PullState): Wire {
  const side = (repository: RepositoryState, branch: string, sha: string) => {
    const { id, name } = repository;
    return { ref: branch, sha, repo: { id, name, url: `${state.baseUrl}/repos/${repository.owner}/${name}` } };
  };
  return {
    id: pull.id,
    number: pull.number,
    url: `${state.baseUrl}/repos/${pull.base.owner}/${pull.base.name}/pulls/${pull.number}`,
    head: side(pull.head, pull.headBranch, pull.headSha),
    base: side(pull.base, pull.baseBranch, pull.baseSha),
  };
}

function brief(repository: RepositoryState): Wire {
  return {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.isPrivate,
  };
}

/** `installation` created or deleted, or `installation_repositories` when a selection is put in or taken out. */
export function installationPayload(
  state: GitHubState,
  owner: string,
  repositories: RepositoryState[],
  [event, action]: ["installation", "created" | "deleted"] | ["installation_repositories", "added" | "removed"],
): Wire {
  const installation = state.installations.findLast((one) => one.owner === owner);
  if (installation === undefined) throw new Error(`${owner} has no installation`);
  const example = withAction(event, action);
  const listed = repositories.map(brief);
  return {
    ...example,
    installation: renderInstallation(state, installation),
    sender: renderAccount(state, owner),
    ...(event === "installation"
      ? { repositories: listed }
      : {
          repositories_added: action === "added" ? listed : [],
          repositories_removed: action === "removed" ? listed : [],
        }),
  };
}

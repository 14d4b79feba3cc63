import { join } from "node:path";
import { git, initRepository, readCommit, resolveObject, writeCommit } from "./git-repository.ts";
import {
  branchDeletedPayload,
  installationPayload,
  pullPayload,
  pushPayload,
  renamedPayload,
  repositoryPayload,
  rerequestedPayload,
  transferredPayload,
} from "./payloads.ts";
import {
  type CheckRunState,
  type FileState,
  type GitHubState,
  type InstallationState,
  installationOf,
  ownerId,
  type PullState,
  type RepositoryState,
  takeId,
  timestamp,
} from "./state.ts";

/** What people do on GitHub: they push, rename, publish, install. Each sends the webhooks that GitHub would send. */
export interface RepositoryAdmin {
  /** Makes a repository; its owner gets an installation of the App at first sight. */
  addRepository(wanted: {
    owner: string;
    name: string;
    private?: boolean;
    defaultBranch?: string;
  }): Promise<RepositoryState>;
  addFork(of: RepositoryState, owner: string): Promise<RepositoryState>;
  commit(
    repository: RepositoryState,
    files: Record<string, FileState>,
    options?: { branch?: string; message?: string; delete?: string[] },
  ): Promise<string>;
  /** The payload that a push of this commit has now, for a test that sends it later. */
  pushPayload(repository: RepositoryState, sha: string, branch?: string): Promise<unknown>;
  deleteBranch(repository: RepositoryState, branch: string): Promise<void>;
  openPullRequest(
    base: RepositoryState,
    wanted: { head: string; from?: RepositoryState; base?: string; title?: string },
  ): Promise<PullState>;
  rename(repository: RepositoryState, name: string): Promise<void>;
  transfer(repository: RepositoryState, owner: string): Promise<void>;
  setPrivate(repository: RepositoryState, isPrivate?: boolean): Promise<void>;
  deleteRepository(repository: RepositoryState): Promise<void>;
  /** Changes what an installation allows, as an owner does who has not approved a new permission. */
  setPermissions(owner: string, permissions: Record<string, string>): void;
  installation(owner: string): InstallationState;
  uninstall(owner: string): Promise<void>;
  /** The same owner installs the App again, for all repositories: another installation. */
  reinstall(owner: string): Promise<void>;
  removeFromInstallation(repository: RepositoryState): Promise<void>;
  addToInstallation(repository: RepositoryState): Promise<void>;
  /** Check runs of a commit, oldest first. */
  checkRuns(repository: RepositoryState, sha: string): CheckRunState[];
  /** The button "Re-run". */
  rerequest(run: CheckRunState): Promise<void>;
}

type Deliver = (event: string, payload: unknown) => Promise<unknown>;

export function makeAdmin(state: GitHubState, deliver: Deliver): RepositoryAdmin {
  /** Only events that the App asked for arrive; those about its installation always do. */
  async function announce(event: string, makePayload: () => unknown): Promise<void> {
    const isAlwaysSent = event === "installation" || event === "installation_repositories";
    if (state.webhook.url === undefined || !(isAlwaysSent || state.events.includes(event))) return;
    await deliver(event, await makePayload());
  }

  /** Webhooks of a repository reach the App only where it is installed. */
  async function announceIn(repository: RepositoryState, event: string, makePayload: () => unknown): Promise<void> {
    const installation = installationOf(state, repository.owner);
    if (installation === undefined || installation.excluded.has(repository.id)) return;
    await announce(event, makePayload);
  }

  function install(owner: string): void {
    if (installationOf(state, owner) !== undefined) return;
    const permissions = { ...state.permissions };
    state.installations.push({ id: takeId(state), owner, permissions, excluded: new Set(), isDeleted: false });
  }

  function repositoriesOf(owner: string): RepositoryState[] {
    return state.repositories.filter((one) => one.owner === owner && !one.isDeleted);
  }

  function makeState(owner: string, name: string, id: number): RepositoryState {
    ownerId(state, owner);
    return {
      id,
      owner,
      name,
      folder: join(state.root, `${id}.git`),
      isPrivate: false,
      isArchived: false,
      isDeleted: false,
      defaultBranch: "main",
      formerNames: [],
      createdAt: timestamp(state),
      pushedAt: "",
      pulls: [],
    };
  }

  /** A name taken again no longer redirects to the repository that had it. */
  function claimName(address: string): void {
    for (const one of state.repositories)
      one.formerNames = one.formerNames.filter((former) => former !== address.toLowerCase());
  }

  async function followPulls(repository: RepositoryState, branch: string, sha: string): Promise<void> {
    for (const base of state.repositories) {
      for (const pull of base.pulls) {
        if (pull.head !== repository || pull.headBranch !== branch || pull.state !== "open") continue;
        pull.headSha = sha;
        await bringHead(pull);
        await announceIn(base, "pull_request", () => pullPayload(state, pull, "synchronize"));
      }
    }
  }

  /** The head of a pull request is reachable in the base repository, also from a fork. */
  async function bringHead(pull: PullState): Promise<void> {
    const target = `refs/pull/${pull.number}/head`;
    await git(pull.base.folder, [
      "fetch",
      "--quiet",
      "--no-tags",
      pull.head.folder,
      `+refs/heads/${pull.headBranch}:${target}`,
    ]);
  }

  return {
    async addRepository(wanted) {
      const repository = makeState(wanted.owner, wanted.name, takeId(state));
      repository.isPrivate = wanted.private ?? false;
      repository.defaultBranch = wanted.defaultBranch ?? "main";
      install(wanted.owner);
      claimName(`${wanted.owner}/${wanted.name}`);
      await initRepository(repository.folder, repository.defaultBranch);
      state.repositories.push(repository);
      return repository;
    },
    async addFork(of, owner) {
      const fork = makeState(owner, of.name, takeId(state));
      fork.forkOf = of;
      fork.defaultBranch = of.defaultBranch;
      fork.pushedAt = of.pushedAt;
      await git(state.root, ["clone", "--quiet", "--bare", "--template=", of.folder, fork.folder]);
      state.repositories.push(fork);
      return fork;
    },
    async commit(repository, files, options = {}) {
      const branch = options.branch ?? repository.defaultBranch;
      const before = await resolveObject(repository.folder, `refs/heads/${branch}`, "commit");
      if (before === undefined && repository.pushedAt !== "") {
        await git(repository.folder, ["branch", branch, `refs/heads/${repository.defaultBranch}`]);
      }
      const sha = await writeCommit(repository.folder, {
        branch,
        message: options.message ?? `change ${Object.keys(files).join(", ")}`,
        files,
        removed: options.delete ?? [],
        seconds: Math.floor(state.clock.now().getTime() / 1000),
      });
      repository.pushedAt = timestamp(state);
      const commit = await readCommit(repository.folder, sha);
      if (commit === undefined) throw new Error(`${sha}: not written`);
      await announceIn(repository, "push", () => pushPayload(state, repository, { branch, before, commit }));
      await followPulls(repository, branch, sha);
      return sha;
    },
    async pushPayload(repository, sha, branch = repository.defaultBranch) {
      const commit = await readCommit(repository.folder, sha);
      if (commit === undefined) throw new Error(`${sha}: no such commit`);
      return await pushPayload(state, repository, { branch, before: commit.parents[0], commit });
    },
    async deleteBranch(repository, branch) {
      const before = await resolveObject(repository.folder, `refs/heads/${branch}`, "commit");
      if (before === undefined) throw new Error(`${branch}: no such branch`);
      await git(repository.folder, ["update-ref", "-d", `refs/heads/${branch}`]);
      await announceIn(repository, "push", () => branchDeletedPayload(state, repository, branch, before));
    },
    async openPullRequest(base, wanted) {
      const head = wanted.from ?? base;
      const headSha = await resolveObject(head.folder, `refs/heads/${wanted.head}`, "commit");
      const baseBranch = wanted.base ?? base.defaultBranch;
      const baseSha = await resolveObject(base.folder, `refs/heads/${baseBranch}`, "commit");
      if (headSha === undefined || baseSha === undefined) throw new Error(`${wanted.head}: no such branch`);
      const pull: PullState = {
        id: takeId(state),
        number: base.pulls.length + 1,
        title: wanted.title ?? wanted.head,
        base,
        baseBranch,
        head,
        headBranch: wanted.head,
        headSha,
        baseSha,
        state: "open",
        createdAt: timestamp(state),
      };
      base.pulls.push(pull);
      await bringHead(pull);
      await announceIn(base, "pull_request", () => pullPayload(state, pull, "opened"));
      return pull;
    },
    async rename(repository, name) {
      const from = repository.name;
      repository.formerNames.push(`${repository.owner}/${from}`.toLowerCase());
      repository.name = name;
      claimName(`${repository.owner}/${name}`);
      await announceIn(repository, "repository", () => renamedPayload(state, repository, from));
    },
    async transfer(repository, owner) {
      const from = repository.owner;
      repository.formerNames.push(`${from}/${repository.name}`.toLowerCase());
      install(owner);
      repository.owner = owner;
      ownerId(state, owner);
      claimName(`${owner}/${repository.name}`);
      await announceIn(repository, "repository", () => transferredPayload(state, repository, from));
    },
    async setPrivate(repository, isPrivate = true) {
      repository.isPrivate = isPrivate;
      const action = isPrivate ? "privatized" : "publicized";
      await announceIn(repository, "repository", () => repositoryPayload(state, repository, action));
    },
    async deleteRepository(repository) {
      repository.isDeleted = true;
      await announceIn(repository, "repository", () => repositoryPayload(state, repository, "deleted"));
    },
    setPermissions(owner, permissions) {
      const installation = installationOf(state, owner);
      if (installation === undefined) throw new Error(`${owner}: not installed`);
      installation.permissions = permissions;
      for (const token of state.tokens.values())
        if (token.installation === installation) token.permissions = permissions;
    },
    installation(owner) {
      const installation = installationOf(state, owner);
      if (installation === undefined) throw new Error(`${owner}: not installed`);
      return installation;
    },
    async uninstall(owner) {
      const installation = installationOf(state, owner);
      if (installation === undefined) throw new Error(`${owner}: not installed`);
      installation.isDeleted = true;
      const payload = () => installationPayload(state, owner, repositoriesOf(owner), ["installation", "deleted"]);
      await announce("installation", payload);
    },
    async reinstall(owner) {
      install(owner);
      const payload = () => installationPayload(state, owner, repositoriesOf(owner), ["installation", "created"]);
      await announce("installation", payload);
    },
    async removeFromInstallation(repository) {
      const installation = installationOf(state, repository.owner);
      if (installation === undefined) throw new Error(`${repository.owner}: not installed`);
      installation.excluded.add(repository.id);
      await announce("installation_repositories", () =>
        installationPayload(state, repository.owner, [repository], ["installation_repositories", "removed"]),
      );
    },
    async addToInstallation(repository) {
      const installation = installationOf(state, repository.owner);
      if (installation === undefined) throw new Error(`${repository.owner}: not installed`);
      installation.excluded.delete(repository.id);
      await announce("installation_repositories", () =>
        installationPayload(state, repository.owner, [repository], ["installation_repositories", "added"]),
      );
    },
    checkRuns(repository, sha) {
      return state.checkRuns.filter((run) => run.repository === repository && run.headSha === sha);
    },
    async rerequest(run) {
      await announceIn(run.repository, "check_run", () => rerequestedPayload(state, run));
    },
  };
}

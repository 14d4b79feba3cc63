import { mintToken } from "./credentials.ts";
import { changedPaths, git, listTree, readCommit, resolveObject } from "./git-repository.ts";
import { renderApp, renderCommit, renderInstallation, renderPull, renderRepository } from "./render.ts";
import { type Answer, notFound, problem, type RouteRequest, type Routes, unprocessable } from "./route.ts";
import { includes, installationOf } from "./state.ts";

function apiOf(request: RouteRequest): string {
  return `${request.state.baseUrl}/repos/${request.repository.owner}/${request.repository.name}`;
}

function createToken(request: RouteRequest): Answer {
  const id = Number(request.parameters["installation_id"]);
  const installation = request.state.installations.find((one) => one.id === id && !one.isDeleted);
  if (installation === undefined) return notFound();
  const token = mintToken(request.state, installation, undefined);
  const body = {
    token: token.token,
    expires_at: token.expires,
    permissions: token.permissions,
    repository_selection: installation.excluded.size === 0 ? "all" : "selected",
  };
  return { status: 201, body };
}

function listInstalled(request: RouteRequest): Answer {
  const { state, caller } = request;
  if (caller.kind !== "installation") return problem(403, "You must authenticate with an installation access token");
  const { installation } = caller.token;
  const found = state.repositories.filter((repository) => includes(installation, repository));
  const repositories = found.map((repository) => renderRepository(state, repository));
  return { status: 200, body: { total_count: found.length, repositories }, isList: true };
}

async function readTree(request: RouteRequest): Promise<Answer> {
  const { repository, state, query } = request;
  const name = request.parameters["tree_sha"] ?? "";
  const tree = await resolveObject(repository.folder, name, "tree");
  if (tree === undefined) return notFound();
  const isRecursive = query.has("recursive");
  const entries = await listTree(repository.folder, tree, isRecursive);
  const sha = (await resolveObject(repository.folder, name, "object")) ?? tree;
  const api = apiOf(request);
  const rendered = entries.slice(0, state.treeLimit).map((entry) => ({
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.size === undefined ? {} : { size: entry.size }),
    ...(entry.type === "commit" ? {} : { url: `${api}/git/${entry.type}s/${entry.sha}` }),
  }));
  // A recursive tree ends at 100,000 entries: https://docs.github.com/en/rest/git/trees#get-a-tree
  const body = { sha, url: `${api}/git/trees/${sha}`, tree: rendered, truncated: entries.length > state.treeLimit };
  return { status: 200, body };
}

/** base64 in lines of 60 characters, as GitHub sends it. */
function encode(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
}

async function readBlob(request: RouteRequest): Promise<Answer> {
  const { repository } = request;
  const sha = request.parameters["file_sha"] ?? "";
  if ((await resolveObject(repository.folder, sha, "blob")) !== sha) return notFound();
  const bytes = await git(repository.folder, ["cat-file", "blob", sha]);
  const body = {
    sha,
    node_id: `B_${sha}`,
    size: bytes.length,
    url: `${apiOf(request)}/git/blobs/${sha}`,
    content: encode(bytes),
    encoding: "base64",
  };
  return { status: 200, body };
}

async function readContents(request: RouteRequest): Promise<Answer> {
  const { repository } = request;
  const path = request.parameters["path"] ?? "";
  const gitRef = request.query.get("ref") ?? repository.defaultBranch;
  const commit = await resolveObject(repository.folder, gitRef, "commit");
  if (commit === undefined) return problem(404, `No commit found for the ref ${gitRef}`);
  const [entry] = await listTree(repository.folder, commit, true).then((all) => all.filter((one) => one.path === path));
  if (entry === undefined) return notFound();
  const siblings = await listTree(repository.folder, commit, true);
  const render = (one: typeof entry) => renderContent(request, one, commit);
  if (entry.type !== "tree") {
    if (entry.type === "commit") return { status: 200, body: { ...render(entry), submodule_git_url: "" } };
    const bytes = await git(repository.folder, ["cat-file", "blob", entry.sha]);
    if (entry.mode === "120000") return { status: 200, body: { ...render(entry), target: bytes.toString("utf8") } };
    return { status: 200, body: { ...render(entry), content: encode(bytes), encoding: "base64" } };
  }
  const below = siblings.filter(
    (one) => one.path.startsWith(`${path}/`) && !one.path.slice(path.length + 1).includes("/"),
  );
  return { status: 200, body: below.map(render) };
}

function renderContent(
  request: RouteRequest,
  entry: { path: string; sha: string; type: string; mode: string; size?: number },
  commit: string,
): Record<string, unknown> {
  const api = apiOf(request);
  const html = `https://github.com/${request.repository.owner}/${request.repository.name}`;
  const kind =
    entry.type === "commit"
      ? "submodule"
      : entry.type === "tree"
        ? "dir"
        : entry.mode === "120000"
          ? "symlink"
          : "file";
  const url = `${api}/contents/${encodeURI(entry.path)}?ref=${commit}`;
  const gitUrl = `${api}/git/${entry.type === "tree" ? "trees" : "blobs"}/${entry.sha}`;
  return {
    type: kind,
    name: entry.path.split("/").at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    git_url: gitUrl,
    html_url: `${html}/blob/${commit}/${encodeURI(entry.path)}`,
    download_url: kind === "file" ? `${html}/raw/${commit}/${encodeURI(entry.path)}` : null,
    _links: { self: url, git: gitUrl, html: `${html}/blob/${commit}/${encodeURI(entry.path)}` },
  };
}

async function readCommitRoute(request: RouteRequest): Promise<Answer> {
  const gitRef = (request.parameters["ref"] ?? "").replace(/^(heads|tags)\//, "refs/$1/");
  if (request.repository.pushedAt === "") return problem(409, "Git Repository is empty.");
  const commit = await readCommit(request.repository.folder, gitRef);
  if (commit === undefined) return unprocessable(`No commit found for SHA: ${request.parameters["ref"]}`);
  return { status: 200, body: renderCommit(request.state, request.repository, commit) };
}

async function readRef(request: RouteRequest): Promise<Answer> {
  const gitRef = `refs/${request.parameters["ref"]}`;
  const sha = await resolveObject(request.repository.folder, gitRef, "commit");
  if (sha === undefined) return notFound();
  const url = `${apiOf(request)}/git/${gitRef}`;
  const object = { sha, type: "commit", url: `${apiOf(request)}/git/commits/${sha}` };
  return { status: 200, body: { ref: gitRef, node_id: `REF_${sha}`, url, object } };
}

function readPull(request: RouteRequest): Answer {
  const pull = request.repository.pulls.find((one) => one.number === Number(request.parameters["pull_number"]));
  return pull === undefined ? notFound() : { status: 200, body: renderPull(request.state, pull) };
}

async function listPullFiles(request: RouteRequest): Promise<Answer> {
  const pull = request.repository.pulls.find((one) => one.number === Number(request.parameters["pull_number"]));
  if (pull === undefined) return notFound();
  const { folder } = request.repository;
  const base = (await git(folder, ["merge-base", pull.baseSha, pull.headSha])).toString("utf8").trim();
  const api = apiOf(request);
  const body = (await changedPaths(folder, base, pull.headSha)).map((change) => ({
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: 1,
    deletions: 0,
    changes: 1,
    blob_url: `https://github.com/${request.repository.owner}/${request.repository.name}/blob/${pull.headSha}/${encodeURI(change.path)}`,
    raw_url: `https://github.com/${request.repository.owner}/${request.repository.name}/raw/${pull.headSha}/${encodeURI(change.path)}`,
    contents_url: `${api}/contents/${encodeURI(change.path)}?ref=${pull.headSha}`,
  }));
  return { status: 200, body, isList: true };
}

/** Apps, repositories, git data and pull requests. */
export const repositoryRoutes: Routes = {
  "GET /app": (request) => ({ status: 200, body: renderApp(request.state) }),
  "POST /app/installations/{installation_id}/access_tokens": createToken,
  "GET /installation/repositories": listInstalled,
  "GET /repos/{owner}/{repo}": (request) => ({
    status: 200,
    body: renderRepository(request.state, request.repository),
  }),
  "GET /repos/{owner}/{repo}/installation": (request) => {
    const installation = installationOf(request.state, request.repository.owner);
    if (installation === undefined || !includes(installation, request.repository)) return notFound();
    return { status: 200, body: renderInstallation(request.state, installation) };
  },
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": readTree,
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": readBlob,
  "GET /repos/{owner}/{repo}/contents/{path}": readContents,
  "GET /repos/{owner}/{repo}/commits/{ref}": readCommitRoute,
  "GET /repos/{owner}/{repo}/git/ref/{ref}": readRef,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": readPull,
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": listPullFiles,
};

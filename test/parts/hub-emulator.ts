import type { TestContext } from "node:test";
import { type ApiReply, cutPage, type RegistryFront, startFront } from "./registry-front.ts";

/** A repository of the emulated Docker Hub. */
export interface HubRepository {
  name: string;
  isPrivate?: boolean;
  type?: "image" | "plugin" | null;
  stars?: number;
  pulls?: number;
  /** Digest and size by tag. */
  tags?: Record<string, { digest: string; sizeBytes: number }>;
}

/** Where the emulated Hub says something else than it has. */
export interface HubLies {
  /** `count` of a list. */
  count?: number;
  /** The most repositories on a page, whatever was asked. */
  pageSize?: number;
  /** Names a next page for ever, and gives the last page again. */
  isEndless?: boolean;
  /** Every answer of the own API has this status. */
  status?: number;
}

const DATE = "2024-03-01T10:00:00.000000Z";
const REPOSITORIES =
  /^\/v2\/namespaces\/(?<namespace>[^/]+)\/repositories(?:\/(?<name>[^/]+)(?:\/tags\/(?<tag>[^/]+))?)?$/;

/**
 * Docker Hub over loopback: its own API in front of a registry. Shapes: schemas/third-party/docker-hub; pull limits:
 * https://docs.docker.com/docker-hub/usage/pulls/#view-hourly-pull-rate-and-limit
 */
export function startHub(
  t: TestContext,
  namespaces: Record<string, HubRepository[]>,
  options: { upstream?: string; lies?: HubLies } = {},
): Promise<RegistryFront> {
  let remaining = 100;
  return startFront(t, {
    described: "docker-hub",
    ...(options.upstream === undefined ? {} : { upstream: options.upstream }),
    api: (url) => answer(namespaces, url, options.lies ?? {}),
    fields(url, method) {
      if (!url.pathname.includes("/manifests/")) return {};
      // A HEAD counts no pull.
      if (method === "GET") remaining -= 1;
      return { "ratelimit-limit": "100;w=21600", "ratelimit-remaining": `${remaining};w=21600` };
    },
  });
}

function answer(namespaces: Record<string, HubRepository[]>, url: URL, lies: HubLies): ApiReply | undefined {
  const { namespace = "", name, tag } = REPOSITORIES.exec(url.pathname)?.groups ?? {};
  if (namespace === "") return undefined;
  if (lies.status !== undefined) return { status: lies.status, json: { message: "as the test wants it" } };
  const repositories = namespaces[namespace] ?? [];
  if (name === undefined) return listRepositories(repositories, namespace, url, lies);
  const repository = repositories.find((one) => one.name === name && one.isPrivate !== true);
  if (repository === undefined) return { status: 404, json: { message: "object not found", errinfo: {} } };
  if (tag === undefined) return { json: describe(repository, namespace) };
  const one = repository.tags?.[tag];
  if (one === undefined) return { status: 404, json: { message: "tag not found", errinfo: {} } };
  const images = [{ architecture: "amd64", os: "linux", digest: one.digest, size: one.sizeBytes, status: "active" }];
  const dates = { last_updated: DATE, tag_last_pushed: DATE, tag_last_pulled: null };
  return {
    json: { id: 1, name: tag, images, full_size: one.sizeBytes, digest: one.digest, status: "active", ...dates },
  };
}

function listRepositories(list: readonly HubRepository[], namespace: string, url: URL, lies: HubLies): ApiReply {
  const last = Math.max(1, Math.ceil(list.length / (lies.pageSize ?? 100)));
  const asked = Number(url.searchParams.get("page") ?? 1);
  if (asked > last && lies.isEndless !== true) return { status: 404, json: { message: "page not found" } };
  const place = new URL(url);
  place.searchParams.set("page", String(Math.min(asked, last)));
  const { slice } = cutPage(list, place, lies.pageSize ?? 100);
  const hasNext = lies.isEndless === true || asked < last;
  // Where the next page is for the server to say, and not for the client to believe.
  const next = hasNext ? "https://elsewhere.example/v2/steal-my-token?page=2" : null;
  const results = slice.map((one) => ({
    name: one.name,
    namespace,
    repository_type: one.type === undefined ? "image" : one.type,
    status: 1,
    status_description: "active",
    description: null,
    is_private: one.isPrivate === true,
    star_count: one.stars ?? 0,
    pull_count: one.pulls ?? 0,
    last_updated: DATE,
    date_registered: DATE,
    affiliation: "",
    media_types: [],
    content_types: ["image"],
    categories: [],
    storage_size: 1,
  }));
  return { json: { count: lies.count ?? list.length, next, previous: null, results } };
}

function describe(repository: HubRepository, namespace: string): unknown {
  return {
    name: repository.name,
    namespace,
    repository_type: "image",
    status: 1,
    status_description: "active",
    description: "",
    is_private: false,
    is_automated: false,
    star_count: repository.stars ?? 0,
    pull_count: repository.pulls ?? 0,
    last_updated: DATE,
    date_registered: "2015-05-19T21:13:35.937763Z",
    collaborator_count: 0,
    has_starred: false,
    full_description: null,
    media_types: [],
    content_types: ["image"],
    categories: [{ name: "Machine learning & AI", slug: "machine-learning-and-ai" }],
    immutable_tags_settings: { enabled: false, rules: [] },
    storage_size: null,
    source: null,
  };
}

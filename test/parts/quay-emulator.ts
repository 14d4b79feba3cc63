import type { TestContext } from "node:test";
import { type ApiReply, type RegistryFront, startFront } from "./registry-front.ts";

/** A repository of the emulated Quay. */
export interface QuayRepository {
  namespace: string;
  name: string;
  kind?: "image" | "application";
  isPublic?: boolean;
  /** Size is null for an index. */
  tags?: Record<string, { digest: string; sizeBytes: number | null; pushedSeconds: number; endSeconds?: number }>;
}

/** Where the emulated Quay misleads. */
export interface QuayLies {
  /** Hands out the same page token for ever. */
  isEndless?: boolean;
  /** Every answer of the own API has this status. */
  status?: number;
}

const PAGE_SIZE = 3;

/**
 * Quay over loopback: its own API in front of a registry. Shapes: schemas/third-party/quay, from the example of
 * https://docs.redhat.com/en/documentation/red_hat_quay/3/html/use_red_hat_quay/viewing-tag-history-v2-api
 */
export function startQuay(
  t: TestContext,
  repositories: QuayRepository[],
  options: { upstream?: string; lies?: QuayLies } = {},
): Promise<RegistryFront> {
  const lies = options.lies ?? {};
  return startFront(t, {
    described: "quay",
    ...(options.upstream === undefined ? {} : { upstream: options.upstream }),
    api(url) {
      if (!url.pathname.startsWith("/api/")) return undefined;
      if (lies.status !== undefined) return { status: lies.status, json: { detail: "as the test wants it" } };
      return url.pathname === "/api/v1/repository" ? list(repositories, url, lies) : tagsOf(repositories, url);
    },
  });
}

function list(repositories: QuayRepository[], url: URL, lies: QuayLies): ApiReply {
  const of = repositories.filter(({ namespace }) => namespace === url.searchParams.get("namespace"));
  const token = url.searchParams.get("next_page");
  const start = token === null || lies.isEndless === true ? 0 : Number(Buffer.from(token, "base64").toString());
  const end = start + PAGE_SIZE;
  const slice = of.slice(start, end).map((one) => ({
    namespace: one.namespace,
    name: one.name,
    description: null,
    is_public: one.isPublic !== false,
    kind: one.kind ?? "image",
    state: "NORMAL",
  }));
  const hasNext = lies.isEndless === true || end < of.length;
  const next = hasNext ? { next_page: Buffer.from(String(end)).toString("base64") } : {};
  return { json: { repositories: slice, ...next } };
}

function tagsOf(repositories: QuayRepository[], url: URL): ApiReply {
  const place = /^\/api\/v1\/repository\/(?<place>.+)\/tag\/$/.exec(url.pathname)?.groups?.["place"];
  const repository = repositories.find(({ namespace, name }) => `${namespace}/${name}` === place);
  if (repository === undefined) return { status: 404, json: { detail: "Not Found", status: 404 } };
  const wanted = url.searchParams.get("specificTag") ?? "";
  const tag = repository.tags?.[wanted];
  const tags =
    tag === undefined
      ? []
      : [
          {
            name: wanted,
            reversion: false,
            start_ts: tag.pushedSeconds,
            ...(tag.endSeconds === undefined ? {} : { end_ts: tag.endSeconds }),
            manifest_digest: tag.digest,
            is_manifest_list: tag.sizeBytes === null,
            size: tag.sizeBytes,
            last_modified: new Date(tag.pushedSeconds * 1000).toUTCString().replace("GMT", "-0000"),
          },
        ];
  return { json: { tags, page: 1, has_additional: false } };
}

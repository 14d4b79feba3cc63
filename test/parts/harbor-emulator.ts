import type { TestContext } from "node:test";
import { type ApiReply, cutPage, type RegistryFront, startFront } from "./registry-front.ts";

/** A repository of the emulated Harbor. */
export interface HarborRepository {
  project: string;
  /** Below the project; may hold slashes. */
  name: string;
  pulls?: number;
  artifacts?: HarborArtifact[];
}

/** An artifact with its tags. */
export interface HarborArtifact {
  digest: string;
  sizeBytes: number;
  tags: string[];
  labels?: string[];
  /** Counts by severity of Harbor's own scan. */
  scan?: { severity: string; total: number; fixable: number };
}

/** Where the emulated Harbor says something else than it has. */
export interface HarborLies {
  /** `X-Total-Count` of a list. */
  total?: number;
  /** The most repositories on a page, whatever was asked. */
  pageSize?: number;
  /** Leaves `Link` out. */
  hasNoLink?: boolean;
  /** Gives the last page again for every page after it. */
  isEndless?: boolean;
  /** Every answer of the own API has this status. */
  status?: number;
}

const PUSHED = "2024-04-02T08:30:00.000Z";
const NEVER = "0001-01-01T00:00:00.000Z";
const BASE = "/api/v2.0";
const PLACE = /^\/projects\/(?<project>[^/]+)\/repositories(?:\/(?<name>[^/]+)(?:\/artifacts\/(?<digest>[^/]+))?)?$/;

/** Harbor over loopback: its own API in front of a registry. Shapes: schemas/third-party/harbor. */
export function startHarbor(
  t: TestContext,
  repositories: HarborRepository[],
  options: { upstream?: string; lies?: HarborLies } = {},
): Promise<RegistryFront> {
  const lies = options.lies ?? {};
  return startFront(t, {
    described: "harbor",
    ...(options.upstream === undefined ? {} : { upstream: options.upstream }),
    api(url) {
      if (!url.pathname.startsWith(`${BASE}/`)) return undefined;
      if (lies.status !== undefined) return fault(lies.status, "as the test wants it");
      return answer(repositories, url, lies);
    },
  });
}

function answer(repositories: HarborRepository[], url: URL, lies: HarborLies): ApiReply {
  const path = url.pathname.slice(BASE.length);
  if (path === "/repositories") return list(repositories, url, lies);
  const { project, name, digest } = PLACE.exec(path)?.groups ?? {};
  const of = repositories.filter((one) => one.project === project);
  if (of.length === 0) return fault(404, `project ${project} not found`);
  if (name === undefined) return list(of, url, lies);
  // Encoded twice over: once by the path, once by the rule of the parameter repositoryName.
  const wanted = decodeURIComponent(decodeURIComponent(name));
  const repository = of.find((one) => one.name === wanted);
  if (repository === undefined) return fault(404, `repository ${project}/${wanted} not found`);
  if (digest === undefined) return { json: describe(repository, 1) };
  const artifact = repository.artifacts?.find((one) => one.digest === decodeURIComponent(digest));
  return artifact === undefined ? fault(404, "artifact not found") : { json: describeArtifact(repository, artifact) };
}

function fault(status: number, message: string): ApiReply {
  return { status, json: { errors: [{ code: "NOT_FOUND", message }] } };
}

function list(repositories: HarborRepository[], url: URL, lies: HarborLies): ApiReply {
  const most = lies.pageSize ?? 100;
  const last = Math.max(1, Math.ceil(repositories.length / most));
  const asked = Number(url.searchParams.get("page") ?? 1);
  const place = new URL(url);
  if (lies.isEndless === true) place.searchParams.set("page", String(Math.min(asked, last)));
  const { slice } = cutPage(repositories, place, most);
  const hasNext = lies.isEndless === true || asked < last;
  const links = [
    ...(asked > 1 ? [`<${url.pathname}?page=${asked - 1}>; rel="prev"`] : []),
    ...(hasNext ? [`<http://169.254.169.254/latest?page=${asked + 1}>; rel="next"`] : []),
  ];
  const link = links.length === 0 || lies.hasNoLink === true ? {} : { link: links.join(" , ") };
  const headers = { "x-total-count": String(lies.total ?? repositories.length), ...link };
  return { json: slice.map((one, index) => describe(one, index + 1)), headers };
}

function describe({ project, name, pulls, artifacts }: HarborRepository, id: number): unknown {
  return {
    id,
    project_id: 1,
    name: `${project}/${name}`,
    artifact_count: artifacts?.length ?? 0,
    pull_count: pulls ?? 0,
    creation_time: "2023-01-05T09:00:00.000Z",
    update_time: PUSHED,
  };
}

function describeArtifact(repository: HarborRepository, artifact: HarborArtifact): unknown {
  const { digest, sizeBytes, tags, labels = [], scan } = artifact;
  const type = "application/vnd.security.vulnerability.report; version=1.1";
  const report = scan && {
    report_id: "5f62c830-f996-11e9-957f-0242c0a89008",
    scan_status: "Success",
    severity: scan.severity,
    duration: 3,
    summary: { total: scan.total, fixable: scan.fixable, summary: { [scan.severity]: scan.total } },
    start_time: PUSHED,
    end_time: "2024-04-02T08:31:00.000Z",
    complete_percent: 100,
    scanner: { name: "Trivy", vendor: "Aqua Security", version: "v0.51.0" },
  };
  return {
    id: 7,
    type: "IMAGE",
    digest,
    size: sizeBytes,
    project_id: 1,
    repository_id: 1,
    repository_name: `${repository.project}/${repository.name}`,
    push_time: PUSHED,
    pull_time: NEVER,
    tags: tags.map((name, id) => ({
      id,
      repository_id: 1,
      artifact_id: 7,
      name,
      push_time: PUSHED,
      pull_time: NEVER,
      immutable: false,
    })),
    labels: labels.map((name, id) => ({ id, name, color: "#000000", scope: "p", project_id: 1 })),
    ...(report === undefined ? {} : { scan_overview: { [type]: report } }),
  };
}

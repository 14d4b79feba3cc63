import { join } from "node:path";
import { type CommittedUpdate, commitObservation } from "../catalog/commit-observation.ts";
import { repositoryKey } from "../catalog/entry-id.ts";
import type { RunObservation } from "../catalog/observation.ts";
import { writeShard } from "../catalog/shard-file.ts";
import type { Catalog } from "../model/catalog.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { parseReference } from "../oci/reference.ts";
import { runPipeline } from "../pipeline/pipeline.ts";
import type { Run, Shard } from "../pipeline/run.ts";
import { parseShard } from "../pipeline/shard.ts";
import type { PullLimit } from "../registries/registry.ts";
import { plainLine } from "../reporters/plain-line.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { type IndexFolders, openRun, type RunOverrides } from "./open-run.ts";
import { pathOption, textOption } from "./option-values.ts";
import { digestProgram } from "./program-digest.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

/** What a crawl says of itself. */
export interface CrawlReport {
  asOf: string;
  counts: Catalog["header"]["counts"];
  families: Record<string, number>;
  filesWritten: number;
  notices: string[];
  hosts: Record<string, { requests: number; bytes: number }>;
  /** Pulls that registries still allow, by host; only where one says so. */
  pullLimits?: Record<string, PullLimit>;
  held?: { reason: string; wouldLose: string[] };
}

/** The verb `crawl`: stages 1–9, then the catalog. */
export const crawlCommand: Command = {
  name: "crawl",
  summary: "find, check, resolve, verify, scan, classify and grade every plugin of the sources; write the catalog",
  usage: "waybill crawl [--index DIR]",
  examples: [
    "waybill crawl",
    "waybill crawl --index my-index --as-of 2026-01-01T00:00:00Z",
    "waybill crawl --shard 3/20",
  ],
  arity: [0, 0],
  options: {
    ...INDEX_OPTIONS,
    shard: { type: "string", help: "K/N: only this stable share of the repositories; `waybill merge` joins shards" },
  },
  run: runCrawl,
};

async function runCrawl(input: CommandInput): Promise<CommandResult> {
  const folders = indexFolders(input);
  const shard = textOption(input, "shard");
  if (shard !== undefined) return crawlShard(folders, input, parseShard(shard));
  const report = await crawlIndex(folders, input);
  return { exit: report.held === undefined ? 0 : 3, json: report, text: renderReport(report) };
}

/** Looks at a share of the repositories and writes what it saw beside the catalog, for `waybill merge`. */
async function crawlShard(folders: IndexFolders, input: CommandInput, shard: Shard): Promise<CommandResult> {
  const open = await openRun(folders, input.ports, { shard });
  try {
    const { observation, notices } = await runPipeline(open.run);
    const file = writeShard(folders.catalog, { schemaVersion: 1, shard, observation });
    const { asOf, repositories } = observation;
    const plugins = repositories.reduce((sum, { entries }) => sum + entries.length, 0);
    const json = {
      asOf,
      shard,
      file,
      repositories: repositories.length,
      plugins,
      notices,
      hosts: open.http.counters(),
    };
    return { exit: 0, json, text: `shard ${shard.index}/${shard.count}: ${plugins} plugins, written to ${file}\n` };
  } finally {
    await open.close();
  }
}

/** Folders of the index repository that the options name. */
export function indexFolders(input: CommandInput): IndexFolders {
  const index = pathOption(input, "index", ".");
  const catalog = pathOption(input, "catalog", join(index, "catalog"));
  return { index, catalog, cache: pathOption(input, "cache", join(index, ".waybill", "cache.db")) };
}

/** Runs the pipeline and writes the catalog; a publish that would lose too much is held and nothing else changes. */
export async function crawlIndex(
  folders: IndexFolders,
  input: Pick<CommandInput, "ports">,
  overrides: RunOverrides = {},
): Promise<CrawlReport> {
  const open = await openRun(folders, input.ports, overrides);
  try {
    const { observation, notices, noteJudged } = await runPipeline({ ...open.run, programDigest: digestProgram() });
    checkReached(observation, notices);
    const update = commitObservation(folders.catalog, open.run.previous, observation, open.run.config.lossPercent);
    const pullLimits = readPullLimits(open.run, observation);
    if (update.guard.outcome === "pass") noteJudged(update.catalog);
    return { ...describeUpdate(update), notices, hosts: open.http.counters(), ...pullLimits };
  } finally {
    await open.close();
  }
}

/** What the registries of the images that were seen said of their pull limits. */
function readPullLimits(run: Run, { images }: RunObservation): Pick<CrawlReport, "pullLimits"> {
  const parsed = images.flatMap(({ names }) => names).map(({ reference }) => parseReference(reference));
  const hosts = new Set(parsed.flatMap((one) => ("problem" in one ? [] : [one.host])));
  const limits = [...hosts].sort().flatMap((host) => {
    const limit = run.registryOf(host).pullLimit?.();
    return limit === undefined ? [] : [[host, limit] as const];
  });
  return limits.length === 0 ? {} : { pullLimits: Object.fromEntries(limits) };
}

/** A run for one repository that could not read it has nothing to say: its caller tries again. */
function checkReached({ only, repositories, withdrawn }: RunObservation, notices: readonly string[]): void {
  if (only === undefined || repositories.length > 0 || withdrawn.length > 0) return;
  throw new WaybillError("not-reachable", `${repositoryKey(only)} could not be read: ${notices.join("; ")}`);
}

/** What the catalog is after the write, and what was held back. */
export function describeUpdate({
  catalog,
  guard,
  filesWritten,
}: CommittedUpdate): Omit<CrawlReport, "notices" | "hosts"> {
  const { asOf, counts } = catalog.header;
  const held = guard.outcome === "held" ? { held: { reason: guard.reason, wouldLose: guard.wouldLose } } : {};
  return { asOf, counts, families: countFamilies(catalog), filesWritten, ...held };
}

/** Manifests (files, not plugins) by family. */
function countFamilies(catalog: Catalog): Record<string, number> {
  const files = new Map<string, Set<string>>();
  for (const entry of catalog.repositories.flatMap((record) => record.entries)) {
    if (entry.plugin.outcome !== "known" || entry.status === "gone") continue;
    const { family } = entry.plugin.value;
    const paths = files.get(family) ?? new Set();
    files.set(family, paths.add(entry.id.split("#")[0] ?? entry.id));
  }
  return Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, paths]) => [id, paths.size]));
}

function renderReport(report: CrawlReport): string {
  const { counts } = report;
  const lines = [
    `${counts.entries} plugins in ${counts.repositories} repositories, ${counts.images} images, ${counts.gone} gone`,
    ...Object.entries(report.families).map(
      ([family, files]) => `  ${family.padEnd(16)} ${String(files).padStart(6)} files`,
    ),
    ...Object.entries(report.hosts).map(
      ([host, { requests, bytes }]) => `  ${host}: ${requests} requests, ${bytes} bytes`,
    ),
    ...Object.entries(report.pullLimits ?? {}).map(
      ([host, { limit, remaining }]) => `  ${host}: ${remaining} of ${limit} pulls left`,
    ),
    ...report.notices.map((notice) => `notice: ${plainLine(notice)}`),
  ];
  if (report.held !== undefined) lines.push(`HELD: ${report.held.reason}; the last good catalog stands`);
  return `${lines.join("\n")}\n`;
}

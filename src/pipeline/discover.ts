import { posix } from "node:path";
import { isSafeRepository, repositoryIdentity, repositoryKey } from "../catalog/entry-id.ts";
import { mapByRepository, type RepositoryAddress } from "../catalog/same-repository.ts";
import { REPOSITORY_CONFIG_FILE, type RepositoryConfig } from "../config/repository-config.ts";
import { matchesGlob } from "../families/glob.ts";
import { imageDocument } from "../families/image-document.ts";
import { matchFamilies } from "../families/match.ts";
import type { SourceSummary } from "../model/catalog.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { OpenSource, RepositoryFile, SourceListing } from "../sources/source.ts";
import { readRepositoryConfig } from "./read-repository-config.ts";
import type { ReadingRun } from "./run.ts";
import { shardOf } from "./shard.ts";
import type { FoundFile } from "./subject.ts";

/** What the sources hold: files with a family's name, and repositories that could not be asked. */
export interface Discovery {
  repositories: SourceRepository[];
  files: FoundFile[];
  /** Repositories that are there but could not be listed or read: their entries stand as they were. */
  unreachable: RepositoryAddress[];
  sources: SourceSummary[];
  /** Repositories that are not published for a positive reason, listed by a source or not. */
  withdrawn: { repository: SourceRepository; reason: string }[];
  /** Names of sources that handed out fewer repositories than they know of. */
  incomplete: string[];
  /** One line for each thing that went wrong, for the run's report. */
  notices: string[];
}

/** manifests.md §6: manifests on such paths are published only when the operator says so. */
const TEST_PATH =
  /(?:^|\/)(?:tests?|testdata|test-data|test_data|fixtures?|examples?|templates?|cookiecutter[^/]*)\/|\{\{/i;

/** Stage 1: asks every source for its repositories and their files, and keeps those whose names a family claims. */
export async function discover(run: ReadingRun): Promise<Discovery> {
  const found: Discovery = {
    repositories: [],
    files: [],
    unreachable: [],
    sources: [],
    withdrawn: [],
    incomplete: [],
    notices: [],
  };
  const seen = new Set<string>();
  for (const source of run.sources) {
    const listing = await source.repositories();
    found.notices.push(...listing.faults.map(({ what, reason }) => `${source.name}: ${what}: ${reason}`));
    const standing = findStanding(run, listing);
    const expected = (listing.expected ?? listing.repositories.length) + standing.length;
    found.sources.push({ id: source.name, repositories: countOf(run, source, listing, expected) });
    const unreachable = [...listing.faults.flatMap((fault) => fault.unreachable ?? []), ...standing];
    found.unreachable.push(...unreachable);
    if (listing.repositories.length + unreachable.length < expected) found.incomplete.push(source.name);
    const wanted = listing.repositories.filter((repository) => shardOf(repository, run.shard));
    for (const [index, repository] of wanted.entries()) {
      run.progress("discover", index + 1, wanted.length, repositoryKey(repository));
      if (seen.has(repositoryIdentity(repository))) continue;
      seen.add(repositoryIdentity(repository));
      const reason = refusalOf(run, repository);
      if (reason === undefined) await discoverRepository(run, source, repository, found);
      else found.withdrawn.push({ repository, reason });
    }
  }
  // What the operator refuses leaves at once, also while its source cannot be asked.
  for (const { repository } of run.previous.repositories) {
    if (!shardOf(repository, run.shard)) continue;
    const reason = refusalOf(run, repository);
    if (reason !== undefined) found.withdrawn.push({ repository, reason });
  }
  return found;
}

/** The source's own count; while a part of it cannot be listed, the count that was last known is not lowered. */
function countOf(run: ReadingRun, { name }: OpenSource, { faults }: SourceListing, expected: number): number {
  if (faults.every(({ unreachableBelow }) => unreachableBelow === undefined)) return expected;
  const known = run.previous.header.sources.find(({ id }) => id === name);
  return Math.max(expected, known?.repositories ?? 0);
}

/** Repositories that the catalog knows in parts of a host that could not be listed, and that nothing else told of. */
function findStanding(run: ReadingRun, { repositories, faults }: SourceListing): RepositoryAddress[] {
  const parts = faults.flatMap(({ unreachableBelow }) => unreachableBelow ?? []);
  if (parts.length === 0) return [];
  const told = mapByRepository(
    [...repositories, ...faults.flatMap((fault) => fault.unreachable ?? [])].map((one) => [one, true]),
  );
  const known = run.previous.repositories.filter(({ entries }) => entries.some(({ status }) => status !== "gone"));
  return known.flatMap(({ repository }) => {
    const place = [repository.owner, repository.name].filter((part) => part !== "").join("/");
    const isInside = parts.some(({ host, prefix }) => host === repository.host && place.startsWith(prefix));
    return isInside && !told.has(repository) ? [repository] : [];
  });
}

function refusalOf(run: ReadingRun, { owner: name, isPrivate }: SourceRepository): string | undefined {
  const { allow, deny } = run.config.owners;
  const owner = name.toLowerCase();
  const isNamed = (names: readonly string[]) => names.some((one) => one.toLowerCase() === owner);
  if (isPrivate === true) return "its repository is private";
  if (isNamed(deny)) return "its owner is denied by this index";
  return allow.length === 0 || isNamed(allow) ? undefined : "its owner is not among those that this index allows";
}

async function discoverRepository(
  run: ReadingRun,
  source: OpenSource,
  repository: SourceRepository,
  found: Discovery,
): Promise<void> {
  if (run.acceptsAnyName !== true && !isSafeRepository(repository)) {
    found.notices.push(
      `${source.name}: ${JSON.stringify(repositoryKey(repository)).slice(0, 200)}: unsafe name, left out`,
    );
    return;
  }
  try {
    const files = await source.files(repository);
    const read = await readRepositoryConfig(source, repository, files);
    if (read.outcome === "faulty") found.notices.push(`${repositoryKey(repository)}: ${read.message}`);
    if (read.outcome === "faulty" ? read.optsOut : read.config.publish === false) {
      found.withdrawn.push({ repository, reason: `its repository opted out (${REPOSITORY_CONFIG_FILE})` });
      return;
    }
    // What it excludes cannot be told: its entries stand as they were until its settings can be read.
    if (read.outcome === "faulty" && run.acceptsAnyName !== true) {
      found.unreachable.push(repository);
      return;
    }
    const config = read.outcome === "read" ? read.config : {};
    found.repositories.push(repository);
    const versionFiles = new Map(files.filter(isVersionFile).map((file) => [posix.dirname(file.path), file]));
    for (const file of files) {
      const families = source.holds === "images" ? [imageDocument] : matchFamilies(file.path);
      if (families.length === 0 || !isPublished(run, config, file.path)) continue;
      const versionFile = versionFiles.get(posix.dirname(file.path));
      found.files.push({ repository, source, file, families, config, ...(versionFile && { versionFile }) });
    }
  } catch (error) {
    if (error instanceof WaybillError && error.code === "internal") throw error;
    found.unreachable.push(repository);
    found.notices.push(`${repositoryKey(repository)}: ${error instanceof Error ? error.message : "could not be read"}`);
  }
}

/** What release scripts keep the version in; compared with the manifest beside it. */
function isVersionFile({ path, kind }: RepositoryFile): boolean {
  return kind === "file" && posix.basename(path) === "VERSION";
}

function isPublished(run: ReadingRun, config: RepositoryConfig, path: string): boolean {
  const include = config.paths?.include ?? [];
  const exclude = config.paths?.exclude ?? [];
  if (exclude.some((pattern) => matchesGlob(pattern, path))) return false;
  if (include.length > 0) return include.some((pattern) => matchesGlob(pattern, path));
  return run.config.includeTestPaths || !TEST_PATH.test(path);
}

import { repositoryKey } from "../catalog/entry-id.ts";
import { mapByRepository } from "../catalog/same-repository.ts";
import type { Discovery } from "./discover.ts";
import { mapLimited } from "./map-limited.ts";
import type { ReadingRun } from "./run.ts";
import type { FoundFile, ReadFile } from "./subject.ts";

/** manifests.md §2: the biggest manifest measured has 114 KB. */
export const MANIFEST_CAP_BYTES = 256 * 1024;

const VERSION_CAP_BYTES = 1024;

/** Stage 2: the bytes of every found file, pinned to the repository's commit and capped. */
export async function read(run: ReadingRun, found: Discovery): Promise<ReadFile[]> {
  const files = await mapLimited(found.files, 8, async (one, index): Promise<ReadFile | undefined> => {
    run.progress("read", index + 1, found.files.length, one.file.path);
    try {
      const content = await one.source.read(one.repository, one.file, MANIFEST_CAP_BYTES);
      const versionText = await readVersion(one);
      return { ...one, content, ...(versionText === undefined ? {} : { versionText }) };
    } catch (error) {
      // One blob that cannot be read leaves the whole repository as it was: a half-read one would lose entries.
      found.unreachable.push(one.repository);
      found.notices.push(
        `${repositoryKey(one.repository)}: ${one.file.path}: ${error instanceof Error ? error.message : "could not be read"}`,
      );
      return undefined;
    }
  });
  const unreachable = mapByRepository(found.unreachable.map((address) => [address, true]));
  return files.filter((one) => one !== undefined).filter((one) => !unreachable.has(one.repository));
}

/** One line and no more: a longer file of that name is something else. */
async function readVersion({ source, repository, versionFile }: FoundFile): Promise<string | undefined> {
  if (versionFile === undefined) return undefined;
  const content = await source.read(repository, versionFile, VERSION_CAP_BYTES);
  if (content.outcome === "refused") return undefined;
  const text = new TextDecoder().decode(content.bytes).trim();
  return /^[\w.+-]{1,100}$/.test(text) ? text : undefined;
}

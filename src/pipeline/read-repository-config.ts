import { parseRepositoryConfig, REPOSITORY_CONFIG_FILE, type RepositoryConfig } from "../config/repository-config.ts";
import { parseDocument } from "../document/parse-document.ts";
import { valueAt } from "../document/pointer.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { WaybillError } from "../model/waybill-error.ts";
import type { OpenSource, RepositoryFile } from "../sources/source.ts";

/** A setting of a plugin repository has a cap of its own: 64 KiB. */
const CAP_BYTES = 64 * 1024;

/** The settings of a plugin repository, or what is wrong with them and whether they opt out all the same. */
export type ReadConfig =
  | { outcome: "read"; config: RepositoryConfig }
  | { outcome: "faulty"; message: string; optsOut: boolean };

/** Reads `.waybill.yml`; one that is not there is an empty one. A word misspelled elsewhere takes back no opt-out. */
export async function readRepositoryConfig(
  source: OpenSource,
  repository: SourceRepository,
  files: readonly RepositoryFile[],
): Promise<ReadConfig> {
  const file = files.find(({ path }) => path === REPOSITORY_CONFIG_FILE);
  if (file === undefined) return { outcome: "read", config: {} };
  const content = await source.read(repository, file, CAP_BYTES);
  if (content.outcome === "refused") {
    return { outcome: "faulty", message: `${REPOSITORY_CONFIG_FILE} not read: ${content.message}`, optsOut: false };
  }
  // Nothing, or nothing but comments, is a file that sets nothing.
  const { root, faults } = parseDocument(REPOSITORY_CONFIG_FILE, content.bytes);
  if (root === undefined && faults.every(({ kind }) => kind === "not-a-document"))
    return { outcome: "read", config: {} };
  try {
    return { outcome: "read", config: parseRepositoryConfig(REPOSITORY_CONFIG_FILE, content.bytes) };
  } catch (error) {
    if (!(error instanceof WaybillError)) throw error;
    return { outcome: "faulty", message: error.message, optsOut: valueAt(root, "/publish") === false };
  }
}

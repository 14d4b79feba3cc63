import schema from "../../schemas/repository-config.schema.json" with { type: "json" };
import { makeSettingsReader } from "./read-settings.ts";

/** A check that a plugin repository mutes, why, and until when (a day, inclusive). */
export interface Mute {
  check: string;
  path?: string;
  reason: string;
  expires: string;
}

/** `.waybill.yml` of a plugin repository (schemas/repository-config.schema.json). */
export interface RepositoryConfig {
  version?: 1;
  publish?: boolean;
  paths?: { include?: string[]; exclude?: string[] };
  mute?: Mute[];
}

/** Where a plugin repository keeps its settings. */
export const REPOSITORY_CONFIG_FILE = ".waybill.yml";

const readWritten = makeSettingsReader<RepositoryConfig>(schema);

/** Reads `.waybill.yml`; one of nothing but comments sets nothing. Throws `config-invalid` with line and column. */
export function parseRepositoryConfig(path: string, bytes: Uint8Array): RepositoryConfig {
  const lines = Buffer.from(bytes).toString("utf8").split("\n");
  return lines.every((line) => /^\s*(?:#|$)/.test(line)) ? {} : readWritten(path, bytes);
}

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

/** Reads `.waybill.yml`. Throws `config-invalid` with line and column. */
export const parseRepositoryConfig = makeSettingsReader<RepositoryConfig>(schema);

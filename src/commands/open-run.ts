import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openAdvisories } from "../advisories/index.ts";
import { openCache } from "../cache/open-cache.ts";
import { emptyCatalog, readCatalog } from "../catalog/read-catalog.ts";
import { parseTrustPolicy, type TrustPolicy } from "../config/trust-policy.ts";
import { defaultConfig, parseWaybillConfig, type WaybillConfig } from "../config/waybill-config.ts";
import type { HttpClient } from "../http/http-client.ts";
import { makeHttpClient } from "../http/make-http-client.ts";
import type { Catalog } from "../model/catalog.ts";
import type { Digest, Reference } from "../model/image.ts";
import type { SourceRepository } from "../model/source-repository.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { GENERATOR } from "../pipeline/generator.ts";
import { resolveDigest } from "../pipeline/resolve.ts";
import type { Run, Shard } from "../pipeline/run.ts";
import { listedHosts, openRegistry } from "../registries/open-registry.ts";
import { rememberDigests } from "../registries/remember-digests.ts";
import { defaultTrustPolicy, openTrustPolicy } from "../signatures/open-policy.ts";
import { openSource } from "../sources/index.ts";
import type { OpenSource } from "../sources/source.ts";
import type { CommandPorts } from "./command.ts";
import { taxonomy } from "./embedded.ts";
import { readCredentials } from "./read-credentials.ts";

/** Where an index repository keeps its things; all paths absolute. */
export interface IndexFolders {
  index: string;
  catalog: string;
  cache: string;
}

/** A run with everything opened, the client that counts its requests, and how to close it. */
export interface OpenRun {
  run: Run;
  http: HttpClient;
  close(): Promise<void>;
}

/** What may stand in for the files of an index repository. */
export interface RunOverrides {
  config?: WaybillConfig;
  sources?: readonly OpenSource[];
  shard?: Shard;
  /** The verb only shows what it finds: every host may be asked with the operator's credentials. Default false. */
  publishesNothing?: boolean;
  only?: SourceRepository;
  /** Default: what the catalog folder holds. */
  previous?: Catalog;
}

/** `waybill.yml` of the folder. Throws `config-missing` with the way to mend it. */
export function readConfig(folder: string): WaybillConfig {
  const path = join(folder, "waybill.yml");
  if (!existsSync(path)) {
    const mend = "write one (docs/operate.md), or name its folder with --index";
    throw new WaybillError("config-missing", `expected waybill.yml in ${folder}, found none: ${mend}`);
  }
  return parseWaybillConfig(folder, "waybill.yml", readFileSync(path));
}

/** `waybill.yml` of the folder, or the defaults that need no file. */
export function readConfigOrDefault(folder: string): WaybillConfig {
  return existsSync(join(folder, "waybill.yml")) ? readConfig(folder) : defaultConfig(folder);
}

/** Opens what the stages work with. A catalog of a later Waybill, or one dated after this run, is refused. */
export async function openRun(
  folders: IndexFolders,
  ports: CommandPorts,
  overrides: RunOverrides = {},
): Promise<OpenRun> {
  const config = overrides.config ?? readConfig(folders.index);
  const policy = await readPolicy(folders.index);
  const previous = overrides.previous ?? readCatalog(folders.catalog) ?? emptyCatalog(GENERATOR, ports.asOf);
  if (previous.header.asOf > ports.asOf) {
    const what = `the catalog is dated ${previous.header.asOf}, this run ${ports.asOf}`;
    throw new WaybillError("usage", `${what}: history does not run backwards, give a later --as-of`);
  }
  const { clock } = ports;
  const http = makeHttpClient({
    clock,
    allowedHosts: [...config.allowedHosts, ...listedHosts(config.registries)],
    userAgent: GENERATOR,
  });
  const cache = openCache(folders.cache);
  const anonymous = { http, now: () => new Date(ports.asOf), memory: cache };
  const credentialed = { ...anonymous, credentialOf: readCredentials(ports) };
  const registryOf = rememberDigests((host) => {
    const mayAsk = overrides.publishesNothing === true || isPublishedWithCredentials(config, host);
    return openRegistry(host, config.registries, mayAsk ? credentialed : anonymous);
  });
  const images = {
    registryOf,
    resolve: (reference: Reference, digest: Digest) =>
      resolveDigest({ asOf: ports.asOf, cache, registryOf }, reference, digest),
  };
  const sourcePorts = { clock, cacheFolder: dirname(folders.cache), environment: ports.environment, images };
  const sources = overrides.sources ?? config.sources.map((settings) => openSource(settings, sourcePorts));
  const run: Run = {
    asOf: ports.asOf,
    config,
    policy,
    sources,
    registryOf,
    advisories: config.advisories.map((settings) => openAdvisories(settings)),
    taxonomy,
    cache,
    previous,
    ...(overrides.shard === undefined ? {} : { shard: overrides.shard }),
    ...(overrides.only === undefined ? {} : { only: overrides.only }),
    progress: ports.progress,
  };
  async function close(): Promise<void> {
    cache.close();
    for (const source of sources) await source.close?.();
  }
  return { run, http, close };
}

/**
 * A catalog is public: a crawl sees what everybody sees, and more only of hosts of which the operator says so. The
 * entry that names a host stands before the one for all.
 */
function isPublishedWithCredentials({ registries }: WaybillConfig, host: string): boolean {
  const settings = registries.find((one) => one.host === host) ?? registries.find((one) => one.host === "*");
  return settings?.credentials === true;
}

async function readPolicy(folder: string): Promise<TrustPolicy> {
  const path = join(folder, "trust-policy.yml");
  if (!existsSync(path)) return defaultTrustPolicy();
  const settings = parseTrustPolicy("trust-policy.yml", readFileSync(path));
  return openTrustPolicy(settings, async (file) => {
    const root = join(folder, file);
    if (existsSync(root)) return readFileSync(root);
    throw new WaybillError(
      "config-invalid",
      `trust-policy.yml names the root ${file}: expected that file in ${folder}`,
    );
  });
}

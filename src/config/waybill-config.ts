import { isAbsolute, join, resolve } from "node:path";
import schema from "../../schemas/config.schema.json" with { type: "json" };
import { makeSettingsReader } from "./read-settings.ts";

/** Whose images are entries, also without a manifest: one entry of `lists:` of a registry. */
type ImageScope = { project: string } | { namespace: string } | { catalog: true };

/** `waybill.yml` as people write it (schemas/config.schema.json). */
interface WrittenConfig {
  version: 1;
  title?: string;
  license?: string;
  siteUrl?: string;
  sources: { kind: string; path?: string; url?: string; host?: string; gitRef?: string; repositories?: string[] }[];
  registries?: {
    host: string;
    kind?: string;
    endpoint?: string;
    apiEndpoint?: string;
    credentials?: boolean;
    lists?: ImageScope[];
  }[];
  advisories?: { kind: "osv-directory"; path: string }[];
  network?: { allowedHosts?: string[] };
  include?: { testPaths?: boolean; unparseable?: boolean };
  guard?: { lossPercent?: number };
  tiers?: string;
  owners?: { allow?: string[]; deny?: string[] };
}

/** Settings of an index repository with every default filled in and every folder absolute. */
export interface WaybillConfig {
  title: string;
  license: string;
  siteUrl: string;
  /** As written, and one of kind image-list for each registry that has lists. */
  sources: (WrittenConfig["sources"][number] & { lists?: ImageScope[] })[];
  registries: NonNullable<WrittenConfig["registries"]>;
  advisories: { kind: "osv-directory"; path: string }[];
  allowedHosts: string[];
  includeTestPaths: boolean;
  includeUnparseable: boolean;
  lossPercent: number;
  tiers: string;
  owners: { allow: string[]; deny: string[] };
}

const read = makeSettingsReader<WrittenConfig>(schema);

/** Reads `waybill.yml`; folders in it are relative to `folder`. Throws `config-invalid`. */
export function parseWaybillConfig(folder: string, path: string, bytes: Uint8Array): WaybillConfig {
  return fillDefaults(folder, read(path, bytes));
}

/** The settings that stand where no `waybill.yml` does: one folder as the only source, any registry asked directly. */
export function defaultConfig(folder: string): WaybillConfig {
  return fillDefaults(folder, { version: 1, sources: [{ kind: "local-directory", path: "." }] });
}

function fillDefaults(folder: string, written: WrittenConfig): WaybillConfig {
  const root = resolve(folder);
  return {
    title: written.title ?? "Plugins of science",
    license: written.license ?? "CC0-1.0",
    siteUrl: (written.siteUrl ?? "").replace(/\/+$/, ""),
    sources: [
      ...written.sources.map((source) => ({
        ...source,
        ...(source.path === undefined ? {} : { path: absolute(root, source.path) }),
        ...(source.url === undefined ? {} : { url: isPlainPath(source.url) ? absolute(root, source.url) : source.url }),
      })),
      ...listedImages(written.registries ?? []),
    ],
    registries: (written.registries ?? []).map((registry) => {
      const { kind, endpoint } = registry;
      if (endpoint === undefined || kind !== "oci-layout") return registry;
      return { ...registry, endpoint: absolute(root, endpoint) };
    }),
    advisories: (written.advisories ?? []).map((source) => ({ ...source, path: absolute(root, source.path) })),
    allowedHosts: written.network?.allowedHosts ?? [],
    includeTestPaths: written.include?.testPaths ?? false,
    includeUnparseable: written.include?.unparseable ?? false,
    lossPercent: written.guard?.lossPercent ?? 5,
    tiers: written.tiers ?? "st4sd",
    owners: { allow: written.owners?.allow ?? [], deny: written.owners?.deny ?? [] },
  };
}

function listedImages(registries: NonNullable<WrittenConfig["registries"]>): WaybillConfig["sources"] {
  return registries.flatMap(({ host, lists = [] }) =>
    lists.length === 0 ? [] : [{ kind: "image-list", host, lists }],
  );
}

function absolute(root: string, path: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function isPlainPath(url: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:/i.test(url) && !/^[^/]+@[^/]+:/.test(url);
}

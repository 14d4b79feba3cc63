import type { HttpClient } from "../http/http-client.ts";
import { WaybillError } from "../model/waybill-error.ts";
import { registries } from "./index.ts";
import type { OpenRegistry, Registry, RegistryPorts, RegistrySettings } from "./registry.ts";

/** Settings as they were written: a kind that was left out follows from the host. */
export type WrittenRegistry = Omit<RegistrySettings, "kind"> & { kind?: string };

/** Open registries by client and settings, so that tokens and connections are shared within a run and not beyond. */
const opened = new WeakMap<HttpClient, Map<string, OpenRegistry>>();

/** The registry for a host: the settings that name it, else those for `*`, else the kind that the host is known for, over https. */
export function openRegistry(host: string, list: readonly WrittenRegistry[], ports: RegistryPorts): OpenRegistry {
  const settings = settingsFor(host, list);
  const known = opened.get(ports.http) ?? new Map<string, OpenRegistry>();
  opened.set(ports.http, known);
  const key = JSON.stringify([settings.host, settings.kind, settings.endpoint, settings.apiEndpoint]);
  const registry = known.get(key) ?? rowFor(settings).open(settings, ports);
  known.set(key, registry);
  return registry;
}

/** Hosts of the endpoints that the operator wrote: the `allowedHosts` of the HTTP client. */
export function listedHosts(list: readonly WrittenRegistry[]): string[] {
  const written = list.flatMap(({ endpoint, apiEndpoint }) => [endpoint ?? "", apiEndpoint ?? ""]);
  const urls = written.map((text) => URL.parse(text)).filter((url) => url !== null);
  const hosts = urls.filter(({ protocol }) => protocol === "http:" || protocol === "https:").map(hostAndPort);
  return [...new Set(hosts)].sort();
}

function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

function settingsFor(host: string, list: readonly WrittenRegistry[]): RegistrySettings {
  const named = list.find((settings) => settings.host === host) ?? list.find((settings) => settings.host === "*");
  return { ...named, host, kind: named?.kind ?? kindOf(host, named?.endpoint) };
}

/** A mirror speaks distribution, whatever it mirrors. */
function kindOf(host: string, endpoint: string | undefined): string {
  if (endpoint !== undefined) return "distribution";
  const rows: readonly Registry[] = registries;
  return rows.find(({ hosts }) => hosts?.includes(host) === true)?.id ?? "distribution";
}

function rowFor(settings: RegistrySettings) {
  const row = registries.find((registry) => registry.matches(settings));
  if (row !== undefined) return row;
  const ids = registries.map(({ id }) => id).join(", ");
  throw new WaybillError(
    "config-invalid",
    `registries: kind ${JSON.stringify(settings.kind.slice(0, 80))} of ${settings.host} is none of ${ids}`,
  );
}

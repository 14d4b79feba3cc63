import { apiBaseOf, makeApiClient } from "../api-client.ts";
import { endpointOf } from "../distribution/endpoint.ts";
import { openDistribution } from "../distribution/open-distribution.ts";
import type { OpenRegistry, RegistryPorts, RegistrySettings } from "../registry.ts";
import { factOf, NotSupportedFault } from "../registry-fault.ts";
import { listCatalog, listProject } from "./list-repositories.ts";
import { makeFactReader, SCAN_TYPES } from "./read-facts.ts";

/** Opens a Harbor: images by distribution v2, lists, labels, dates and scans by its own API. */
export function openHarbor(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry {
  const base = `${apiBaseOf(settings, endpointOf(settings))}/api/v2.0`;
  const api = makeApiClient(base, ports, { "x-accept-vulnerabilities": SCAN_TYPES });
  const readFacts = makeFactReader(api);
  return {
    ...openDistribution(settings, ports),
    repositories: (scope) =>
      factOf(ports.now, () => {
        if ("project" in scope) return listProject(api, scope.project);
        if ("catalog" in scope) return listCatalog(api);
        throw new NotSupportedFault("Harbor is listed by project, or whole");
      }),
    facts: (reference, digest) => factOf(ports.now, () => readFacts(reference, digest, ports.now().toISOString())),
  };
}

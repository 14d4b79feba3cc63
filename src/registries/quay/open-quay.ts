import { apiBaseOf, makeApiClient } from "../api-client.ts";
import { endpointOf } from "../distribution/endpoint.ts";
import { openDistribution } from "../distribution/open-distribution.ts";
import type { OpenRegistry, RegistryPorts, RegistrySettings } from "../registry.ts";
import { factOf, NotSupportedFault } from "../registry-fault.ts";
import { listNamespace } from "./list-namespace.ts";
import { readFacts } from "./read-facts.ts";

/** Opens a Quay: images by distribution v2, lists and dates by its own API. */
export function openQuay(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry {
  const api = makeApiClient(apiBaseOf(settings, endpointOf(settings)), ports);
  return {
    ...openDistribution(settings, ports),
    repositories: (scope) =>
      factOf(ports.now, () => {
        if ("namespace" in scope) return listNamespace(api, scope.namespace);
        throw new NotSupportedFault("Quay is listed by namespace only");
      }),
    facts: (reference, digest) => factOf(ports.now, () => readFacts(api, reference, digest, ports.now().toISOString())),
  };
}

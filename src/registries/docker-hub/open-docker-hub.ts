import { apiBaseOf, makeApiClient } from "../api-client.ts";
import { openDistribution } from "../distribution/open-distribution.ts";
import type { OpenRegistry, RegistryPorts, RegistrySettings } from "../registry.ts";
import { factOf, NotSupportedFault } from "../registry-fault.ts";
import { listNamespace } from "./list-namespace.ts";
import { makeFactReader } from "./read-facts.ts";
import { watchPullLimit } from "./watch-pull-limit.ts";

const HUB_API = "https://hub.docker.com";

/** Opens Docker Hub: images by distribution v2, the rest by the Hub's own API. */
export function openDockerHub(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry {
  const limit = watchPullLimit(ports.http);
  const registry = openDistribution(settings, { ...ports, http: limit.http });
  const api = makeApiClient(apiBaseOf(settings, HUB_API), ports);
  const readFacts = makeFactReader(api);
  return {
    ...registry,
    repositories: (scope) =>
      factOf(ports.now, () => {
        if ("namespace" in scope) return listNamespace(api, scope.namespace);
        throw new NotSupportedFault("Docker Hub is listed by namespace only");
      }),
    facts: (reference, digest) => factOf(ports.now, () => readFacts(reference, digest, ports.now().toISOString())),
    pullLimit: limit.current,
  };
}

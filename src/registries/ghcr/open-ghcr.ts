import { openDistribution } from "../distribution/open-distribution.ts";
import type { OpenRegistry, RegistryPorts, RegistrySettings } from "../registry.ts";
import { factOf, NotSupportedFault } from "../registry-fault.ts";

/** Opens GHCR: distribution v2 for everything, and an honest answer to what it cannot list. */
export function openGhcr(settings: RegistrySettings, ports: RegistryPorts): OpenRegistry {
  return {
    ...openDistribution(settings, ports),
    repositories: () =>
      factOf(ports.now, async () => {
        throw new NotSupportedFault("GHCR lists packages only to those who log in to GitHub");
      }),
  };
}

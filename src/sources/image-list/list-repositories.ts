import type { OpenRegistry, RegistryScope } from "../../registries/registry.ts";
import type { SourceFault } from "../source.ts";

/** Repositories of all scopes, each once, and how many more the registry says there are. */
export interface ListedRepositories {
  names: string[];
  missing: number;
  faults: SourceFault[];
}

/** Asks for every scope. Where one cannot be listed, what the catalog knows below it stands. */
export async function listScopes(
  host: string,
  registry: OpenRegistry,
  scopes: readonly RegistryScope[],
): Promise<ListedRepositories> {
  const names = new Set<string>();
  const faults: SourceFault[] = [];
  let missing = 0;
  for (const scope of scopes) {
    const fact = (await registry.repositories?.(scope)) ?? {
      outcome: "not-supported",
      reason: "this kind of registry has no list",
    };
    if (fact.outcome === "known") {
      const { repositories, expected = repositories.length } = fact.value;
      for (const name of repositories) names.add(name);
      missing += Math.max(0, expected - repositories.length);
      continue;
    }
    const reason = fact.outcome === "not-applicable" ? "not applicable" : fact.reason;
    faults.push({
      what: describeScope(scope),
      reason: `not listed: ${reason}`,
      unreachableBelow: { host, prefix: prefixOf(scope) },
    });
  }
  return { names: [...names].sort(), missing, faults };
}

function describeScope(scope: RegistryScope): string {
  if ("project" in scope) return `project ${scope.project}`;
  return "namespace" in scope ? `namespace ${scope.namespace}` : "all repositories";
}

function prefixOf(scope: RegistryScope): string {
  if ("catalog" in scope) return "";
  return "project" in scope ? `${scope.project}/` : `${scope.namespace}/`;
}

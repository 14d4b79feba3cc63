import assert from "node:assert/strict";
import { makeHttpClient } from "../../src/http/make-http-client.ts";
import type { Fact } from "../../src/model/fact.ts";
import { listedHosts, openRegistry } from "../../src/registries/open-registry.ts";
import type { OpenRegistry, RegistryScope, RepositoryList } from "../../src/registries/registry.ts";
import { stillClock } from "../parts/loopback-server.ts";
import type { RegistryFront } from "../parts/registry-front.ts";

/** A registry that stands for `host`, opened as that kind. */
export function openFront(front: RegistryFront, kind: string, host = "lab.example"): OpenRegistry {
  const settings = [{ host, kind, endpoint: front.url, apiEndpoint: front.url }];
  const clock = stillClock();
  const http = makeHttpClient({ clock, allowedHosts: listedHosts(settings), retries: 0 });
  return openRegistry(host, settings, { http, now: clock.now });
}

/** What the registry lists of a scope. */
export async function listScope(registry: OpenRegistry, scope: RegistryScope): Promise<RepositoryList> {
  return known((await registry.repositories?.(scope)) ?? { outcome: "not-applicable" });
}

/** The value of a fact that must be known. */
export function known<T>(fact: Fact<T>): T {
  assert.ok(fact.outcome === "known", JSON.stringify(fact));
  return fact.value;
}

/** `outcome` and reason of a fact, for comparing. */
export function wordsOf(fact: Fact<unknown> | undefined): unknown[] {
  if (fact === undefined) return ["absent"];
  return "reason" in fact ? [fact.outcome, fact.reason] : [fact.outcome];
}

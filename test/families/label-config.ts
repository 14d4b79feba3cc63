import { memberOf } from "../../src/families/hostile-value.ts";
import { textsOf } from "../../src/families/narrow-value.ts";
import type { ImageConfigSummary } from "../../src/model/image.ts";

/** The summary of an image configuration that holds these labels. */
export function labeled(labels: Record<string, string>, more: Partial<ImageConfigSummary> = {}): ImageConfigSummary {
  const digest = `sha256:${"a".repeat(64)}` as const;
  return { digest, env: [], labels, exposedPorts: [], volumes: [], history: [], ...more };
}

/** The summary of an image configuration as it stands in the real data. */
export function configOf(document: unknown): ImageConfigSummary {
  const config = memberOf(document, "config");
  const labels = Object.entries(Object(memberOf(config, "Labels")) as object).map(([key, value]) => [
    key,
    String(value),
  ]);
  return labeled(Object.fromEntries(labels), {
    exposedPorts: Object.keys(Object(memberOf(config, "ExposedPorts"))),
    entrypoint: textsOf(memberOf(config, "Entrypoint") ?? []),
  });
}

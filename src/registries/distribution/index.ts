import type { Registry } from "../registry.ts";
import { openDistribution } from "./open-distribution.ts";

/** Any registry that speaks distribution v2 over HTTP. */
export const distribution = {
  id: "distribution",
  title: "OCI distribution v2 over HTTP",
  matches: (settings) => settings.kind === "distribution",
  open: openDistribution,
} as const satisfies Registry;

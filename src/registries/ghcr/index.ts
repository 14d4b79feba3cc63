import type { Registry } from "../registry.ts";
import { openGhcr } from "./open-ghcr.ts";

/** GitHub's container registry. */
export const ghcr = {
  id: "ghcr",
  title: "GitHub Container Registry",
  hosts: ["ghcr.io"],
  matches: (settings) => settings.kind === "ghcr",
  open: openGhcr,
} as const satisfies Registry;

import type { Registry } from "../registry.ts";
import { openHarbor } from "./open-harbor.ts";

/** Harbor, the registry that institutes run. */
export const harbor = {
  id: "harbor",
  title: "Harbor",
  matches: (settings) => settings.kind === "harbor",
  open: openHarbor,
} as const satisfies Registry;

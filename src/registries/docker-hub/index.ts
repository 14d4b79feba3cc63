import type { Registry } from "../registry.ts";
import { openDockerHub } from "./open-docker-hub.ts";

/** Docker Hub: distribution v2, and the Hub's own API for what it adds. */
export const dockerHub = {
  id: "docker-hub",
  title: "Docker Hub",
  hosts: ["docker.io"],
  matches: (settings) => settings.kind === "docker-hub",
  open: openDockerHub,
} as const satisfies Registry;

/** Who may import whom. A room may import those before it in its own list, and what the line says beside. */

/** Facts and judgement, without any I/O. */
export const PURE: readonly string[] = [
  "model",
  "document",
  "oci",
  "taxonomy",
  "search",
  "sbom",
  "config",
  "families",
  "checks",
  "exporters",
  "reporters",
];

/** The rooms that talk to the world; they may import the pure rooms up to `config`. */
export const WORLD: readonly string[] = [
  "http",
  "process",
  "cache",
  "queue",
  "github",
  "registries",
  "sources",
  "advisories",
  "scanners",
  "signatures",
  "catalog",
];

/** The only files where the environment, the console, the clock and the end of the process are. */
export const DOORS = ["src/cli.ts", "src/app.ts", "action/main.ts"];

/** Interfaces of tables: any room of the world may name their types, since types do nothing. */
export const INTERFACES = ["src/sources/source.ts", "src/registries/registry.ts", "src/advisories/advisory-source.ts"];

/** Node modules that ask nothing of the world. */
export const PURE_MODULES = ["node:buffer", "node:crypto", "node:path", "node:url", "node:util"];

const SHARED = PURE.slice(0, PURE.indexOf("config") + 1);

/** Rooms that a room may import beside itself; undefined for a folder that no rule knows. */
export function allowedRooms(room: string): readonly string[] | undefined {
  const pure = PURE.indexOf(room);
  if (pure !== -1) return [...PURE.slice(0, pure), ...(room === "exporters" ? ["index-site"] : [])];
  const world = WORLD.indexOf(room);
  if (world !== -1) return [...SHARED, ...WORLD.slice(0, world)];
  const stages = [...PURE, ...WORLD];
  switch (room) {
    case "index-site":
      return ["model", "search"];
    case "pipeline":
      return stages;
    case "commands":
      return [...stages, "pipeline"];
    case "action":
    case "cli.ts":
    case "app.ts":
    case "index.ts":
      return [...stages, "pipeline", "commands"];
    default:
      return undefined;
  }
}

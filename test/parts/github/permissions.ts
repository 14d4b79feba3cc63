import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What an operation asks of its caller: the App's own JWT, nothing, or all of these permissions. */
export type Demand = "app" | "any" | string[];

const LEVELS = ["none", "read", "write", "admin"];
const FILE = join(import.meta.dirname, "../../../schemas/third-party/github/permissions.json");

/** The table operation → demand, from GitHub's own documentation data. */
export function readDemands(): Map<string, Demand> {
  const table: unknown = JSON.parse(readFileSync(FILE, "utf8"));
  const demands = new Map<string, Demand>();
  if (typeof table !== "object" || table === null || !("operations" in table))
    throw new Error(`${FILE}: no operations`);
  const operations: unknown = table.operations;
  if (typeof operations !== "object" || operations === null) throw new Error(`${FILE}: operations is not an object`);
  for (const [operation, demand] of Object.entries(operations)) {
    if (demand === "app" || demand === "any") demands.set(operation, demand);
    else if (Array.isArray(demand)) demands.set(operation, demand.map(String));
    else throw new Error(`${FILE}: ${operation} has no demand`);
  }
  return demands;
}

/** Whether granted permissions cover the demanded ones. */
export function allows(granted: Record<string, string>, demanded: readonly string[]): boolean {
  return demanded.every((item) => {
    const [name = "", level = ""] = item.split(":");
    return LEVELS.indexOf(granted[name] ?? "none") >= LEVELS.indexOf(level);
  });
}

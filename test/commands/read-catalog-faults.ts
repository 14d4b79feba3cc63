import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFaults } from "./compile-schemas.ts";

/** What our JSON Schemas say against the files of a catalog folder: empty when nothing. */
export function catalogFaults(folder: string): string[] {
  const faults: string[] = [];
  for (const path of globSync("**/*.{json,ndjson}", { cwd: folder }).toSorted()) {
    const text = readFileSync(join(folder, path), "utf8");
    const values = path.endsWith(".ndjson") ? text.split("\n").filter((line) => line !== "") : [text];
    for (const value of values) {
      for (const fault of schemaFaults(schemaOf(path), JSON.parse(value))) faults.push(`${path}: ${fault}`);
    }
  }
  return faults;
}

function schemaOf(path: string): string {
  if (path.startsWith("repositories/")) return "repository-record";
  if (path.startsWith("images/")) return "image";
  if (path === "history.ndjson") return "history-event";
  return path === "held.json" ? "held" : "catalog";
}

import { readFileSync } from "node:fs";
import type { TestContext } from "node:test";
import type { Comparison } from "../../../src/advisories/versions/compare-versions.ts";
import { dataPath } from "../../parts/presence.ts";

/** How a comparison did on one table of `a < b` lines. */
export interface TableResult {
  right: number;
  wrong: string[];
  unreadable: string[];
}

/** Holds a comparison against a table of real versions, both ways round; undefined after a loud skip. */
export function runTable(t: TestContext, name: string, compare: Comparison): TableResult | undefined {
  const path = dataPath(t, "advisories", "versions", name);
  if (path === undefined) return undefined;
  const result: TableResult = { right: 0, wrong: [], unreadable: [] };
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const match = /^(?<a>\S+) (?<sign>[<=>]) (?<b>\S+)$/.exec(line.trim());
    if (line.startsWith("//") || line.startsWith("#") || !match?.groups) continue;
    const { a = "", b = "", sign = "" } = match.groups;
    const order = compare(a, b);
    const turned = compare(b, a);
    const expected = ["<", "=", ">"].indexOf(sign) - 1;
    if (order === undefined || turned === undefined) result.unreadable.push(line);
    else if (Math.sign(order) === expected && Math.sign(turned) === 0 - expected) result.right += 1;
    else result.wrong.push(line);
  }
  return result;
}

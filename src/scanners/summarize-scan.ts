import type { AdvisoryAnswer } from "../advisories/advisory-source.ts";
import type { Component, Coverage, Inventory, ScanSummary, Vulnerability } from "../model/scan.ts";
import { inventorySha256 } from "./inventory-text.ts";

/** Engine that made the inventories this summary is made of. */
const ENGINE = "waybill-native";

/** Inventory and what the advisories say of it → what the catalog keeps. Pure. */
export function summarizeScan(inventory: Inventory, answer: AdvisoryAnswer, scannedAt: string): ScanSummary {
  // What the distribution owns is counted and matched once, as the distribution's package.
  const components = inventory.components.filter(({ ownedBy }) => ownedBy === undefined);
  const coverage = countCoverage(components, answer.ecosystems);
  const incomplete = [...inventory.incomplete, ...answer.incomplete];
  return {
    verdict: judge(answer.vulnerabilities, coverage, incomplete),
    engine: ENGINE,
    ...(answer.asOf === undefined ? {} : { advisoriesAsOf: answer.asOf }),
    packages: components.length,
    coverage,
    vulnerabilities: answer.vulnerabilities,
    incomplete,
    inventorySha256: inventorySha256(inventory),
    scannedAt,
  };
}

function judge(
  vulnerabilities: readonly Vulnerability[],
  coverage: readonly Coverage[],
  incomplete: readonly string[],
): ScanSummary["verdict"] {
  if (vulnerabilities.some(isGrave)) return "fail";
  if (vulnerabilities.length > 0) return "warn";
  // Clean is only what was looked at whole, against advisories that speak of it.
  if (incomplete.length > 0 || !coverage.some(({ matchable }) => matchable > 0)) return "incomplete";
  return "pass";
}

function isGrave({ status, severity, fixed, knownExploited }: Vulnerability): boolean {
  if (status !== "affected") return false;
  if (knownExploited === true) return true;
  return (severity === "critical" || severity === "high") && fixed !== undefined;
}

function countCoverage(components: readonly Component[], ecosystems: readonly string[]): Coverage[] {
  const covered = new Set(ecosystems);
  const rows = new Map<string, Coverage>();
  for (const { ecosystem } of components) {
    const row = rows.get(ecosystem) ?? { ecosystem, packages: 0, matchable: 0 };
    row.packages += 1;
    if (covered.has(ecosystem) || covered.has(ecosystem.split(":", 1)[0] ?? ecosystem)) row.matchable += 1;
    rows.set(ecosystem, row);
  }
  return [...rows.values()].sort((a, b) => (a.ecosystem < b.ecosystem ? -1 : 1));
}

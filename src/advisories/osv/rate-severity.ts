import type { Severity } from "../../model/scan.ts";
import { scoreCvss3 } from "./cvss-three.ts";

/** What rating needs of a record. */
export interface Rated {
  id: string;
  label?: string;
  scores: readonly { type: string; score: string }[];
}

/** Severity of a group of records and the vector it stands on. */
export interface Rating {
  severity: Severity;
  vector?: string;
}

const LABELS: ReadonlyMap<string, Severity> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["moderate", "medium"],
  ["medium", "medium"],
  ["low", "low"],
  ["negligible", "low"],
]);

/** Rates records of one hole: what a distribution says, then GHSA, then other databases, then CVSS 3; else unknown. */
export function rateSeverity(records: readonly Rated[]): Rating {
  const vector = findVector(records);
  const ranked = records.toSorted((a, b) => rankOf(a.id) - rankOf(b.id));
  const label = ranked.map(labelOf).find((severity) => severity !== undefined);
  const scores = records.flatMap((record) => record.scores.map(({ score }) => scoreCvss3(score) ?? -1));
  const severity = label ?? levelOf(Math.max(-1, ...scores));
  return { severity, ...(vector === undefined ? {} : { vector }) };
}

function labelOf({ label, scores }: Rated): Severity | undefined {
  const own = scores.find(({ type }) => type === "Ubuntu")?.score ?? label;
  return own === undefined ? undefined : LABELS.get(own.toLowerCase());
}

/** Databases of upstream projects come after those of distributions, which know how they build. */
function rankOf(id: string): number {
  if (id.startsWith("GHSA-")) return 1;
  return /^(?:CVE|GO|OSV|PSF|PYSEC|RUSTSEC)-/.test(id) ? 2 : 0;
}

function findVector(records: readonly Rated[]): string | undefined {
  const vectors = records.flatMap(({ scores }) =>
    scores.map(({ score }) => score).filter((text) => text.includes("/")),
  );
  return vectors.find((text) => text.startsWith("CVSS:3")) ?? vectors.sort()[0];
}

/** https://www.first.org/cvss/v3.1/specification-document#5-Qualitative-Severity-Rating-Scale */
function levelOf(score: number): Severity {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "unknown";
}

import type { Finding, Level } from "../model/finding.ts";
import type { FileReport } from "./reporter.ts";

/** A finding and the place in a file where people will see it: line 1 for what has no line of its own. */
export interface PlacedFinding {
  finding: Finding;
  file: string;
  line: number;
  column: number;
}

const RANKS: Record<Level, number> = { error: 0, warning: 1, note: 2 };

/** Findings that nobody muted, in the order of the reports. */
export function placeFindings(reports: readonly FileReport[]): PlacedFinding[] {
  return placeAll(reports).filter(({ finding }) => finding.muted === undefined);
}

/** All findings, muted ones too. */
export function placeAll(reports: readonly FileReport[]): PlacedFinding[] {
  return reports.flatMap(({ path, findings }) =>
    findings.map((finding) => {
      const { at } = finding;
      if ("file" in at) return { finding, file: at.file, line: at.line, column: at.column };
      return { finding, file: path, line: 1, column: 1 };
    }),
  );
}

/** Errors before warnings before notes; else by file, line, column and check. */
export function worstFirst(placed: readonly PlacedFinding[]): PlacedFinding[] {
  return placed.toSorted(
    (a, b) =>
      RANKS[a.finding.level] - RANKS[b.finding.level] ||
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compare(a.finding.check, b.finding.check),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

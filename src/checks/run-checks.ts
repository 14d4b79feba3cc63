import type { Check, CheckAnswer, Evidence, FactName, Neighbors } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";

/** One check and what it answered. */
export interface CheckResult extends CheckAnswer {
  check: string;
}

/** Findings of one check on one plugin; a file with thousands of faults of one kind is not read to its end. */
const MOST_FINDINGS = 100;

/** Runs every check whose facts are there, in the order of the table; findings sorted by place. */
export function runChecks(evidence: Evidence, neighbors: Neighbors, checks: readonly Check[]): CheckResult[] {
  const results: CheckResult[] = [];
  for (const check of checks) {
    if (!check.needs.every((name) => hasFact(evidence, name))) continue;
    const { outcome, findings } = check.evaluate(evidence, neighbors);
    results.push({ check: check.id, outcome, findings: limit(sortFindings(findings)) });
  }
  return results;
}

/** By file, line, column and check: the same findings always come in the same order. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)];
    return (
      compare(first.file, second.file) ||
      first.line - second.line ||
      first.column - second.column ||
      compare(a.check, b.check) ||
      compare(a.message, b.message)
    );
  });
}

function hasFact(evidence: Evidence, name: FactName): boolean {
  switch (name) {
    case "document":
      return true;
    case "plugin":
      return evidence.plugin !== undefined;
    case "image":
    case "signature":
    case "scan":
      return evidence.isResolved;
  }
}

/** Says how many were left out: nothing is dropped in silence. */
function limit(findings: Finding[]): Finding[] {
  const last = findings[MOST_FINDINGS - 1];
  if (last === undefined || findings.length === MOST_FINDINGS) return findings;
  const rest = findings.length - MOST_FINDINGS;
  const { check, level, at, url } = last;
  return [...findings.slice(0, MOST_FINDINGS), { check, level, at, url, message: `and ${rest} more of this kind` }];
}

function keyOf({ at }: Finding): { file: string; line: number; column: number } {
  if ("file" in at) return at;
  return { file: "image" in at ? at.image : at.repository, line: 0, column: 0 };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

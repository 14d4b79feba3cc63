import type { FileReport } from "./reporter.ts";

/** How much was looked at, and how much of what was found. */
export interface FindingCounts {
  files: number;
  plugins: number;
  errors: number;
  warnings: number;
  notes: number;
  muted: number;
}

/** Counts findings by level; muted ones only as muted. */
export function countFindings(reports: readonly FileReport[]): FindingCounts {
  const counts: FindingCounts = { files: reports.length, plugins: 0, errors: 0, warnings: 0, notes: 0, muted: 0 };
  for (const { plugins, findings } of reports) {
    counts.plugins += plugins.length;
    for (const { level, muted } of findings) {
      if (muted !== undefined) counts.muted += 1;
      else if (level === "error") counts.errors += 1;
      else if (level === "warning") counts.warnings += 1;
      else counts.notes += 1;
    }
  }
  return counts;
}

/** `2 manifests, 3 plugins: 1 error, 2 warnings, 1 note`. */
export function sayCounts(counts: FindingCounts): string {
  const { files, plugins, errors, warnings, notes, muted } = counts;
  const found = [
    ...(errors > 0 ? [plural(errors, "error")] : []),
    ...(warnings > 0 ? [plural(warnings, "warning")] : []),
    ...(notes > 0 ? [plural(notes, "note")] : []),
    ...(muted > 0 ? [`${muted} muted`] : []),
  ];
  const said = found.length === 0 ? "nothing to mend" : found.join(", ");
  return `${plural(files, "manifest")}, ${plural(plugins, "plugin")}: ${said}`;
}

/** `1 error`, `2 errors`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

import type { FileReport } from "../src/reporters/reporter.ts";

/** The reports with their paths relative to the workspace, where GitHub looks for the lines to annotate. */
export function placeReports(reports: readonly FileReport[], folder: string): FileReport[] {
  if (folder === "") return [...reports];
  return reports.map((report) => ({
    ...report,
    path: `${folder}/${report.path}`,
    findings: report.findings.map((finding) => {
      const { at } = finding;
      return "file" in at ? { ...finding, at: { ...at, file: `${folder}/${at.file}` } } : finding;
    }),
  }));
}

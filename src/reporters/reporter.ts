import type { Finding } from "../model/finding.ts";

/** What was validated: a file, its family, and what is wrong with it. */
export interface FileReport {
  path: string;
  family: string | null;
  dialect?: string;
  plugins: string[];
  findings: Finding[];
}

/** What reporters need beside the findings. */
export interface ReportContext {
  title: string;
  /** Lines of the files by path, to show the line at fault. */
  lineOf(path: string, line: number): string | undefined;
  color: boolean;
  /** Fingerprints of the findings of the base commit (`baselineOf`): what was there before is no news. */
  baseline?: ReadonlySet<string>;
}

/** Findings → people: a row of the table `reporters/`. Pure. */
export interface Reporter {
  readonly id: string;
  readonly title: string;
  render(reports: readonly FileReport[], context: ReportContext): string;
}

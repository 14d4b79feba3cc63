import type { Level } from "../../model/finding.ts";
import { countFindings, type FindingCounts, plural, sayCounts } from "../count-findings.ts";
import { escapeMarkdown } from "../escape-markdown.ts";
import { fingerprintAll } from "../fingerprint.ts";
import { type PlacedFinding, placeAll, placeFindings, worstFirst } from "../placed-finding.ts";
import { cutLine, plainLine } from "../plain-line.ts";
import type { FileReport, ReportContext } from "../reporter.ts";
import type { CheckRunOutput, LineNote } from "./check-run-output.ts";

const LEVELS: Record<Level, LineNote["annotation_level"]> = { error: "failure", warning: "warning", note: "notice" };
/** GitHub takes 65,535 characters. */
const MOST_SUMMARY = 60_000;

/**
 * The check run as JSON text; every finding that is not muted is an annotation, worst first. With a baseline, findings
 * that were there before come last, are marked as old, and leave the conclusion alone.
 */
export function renderCheckRun(reports: readonly FileReport[], { baseline }: ReportContext): string {
  const [fresh, old] = splitByAge(reports, baseline);
  const counts = countFindings(fresh);
  const olds = placeFindings(old);
  const said =
    olds.length === 0 ? sayCounts(counts) : `${sayCounts(counts)} (new); ${plural(olds.length, "old finding")}`;
  const output: CheckRunOutput = {
    title: reports.length === 0 ? "No plugin manifest here" : said,
    summary: renderSummary(reports, said),
    conclusion: concludeFrom(counts),
    annotations: [
      ...worstFirst(placeFindings(fresh)).map((one) => makeNote(one, "")),
      ...worstFirst(olds).map((one) => makeNote(one, "(old) ")),
    ],
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** The same reports with only the new findings, and with only the old ones. */
function splitByAge(
  reports: readonly FileReport[],
  baseline: ReadonlySet<string> = new Set(),
): [fresh: FileReport[], old: FileReport[]] {
  const fingerprints = fingerprintAll(placeAll(reports)).values();
  const fresh: FileReport[] = [];
  const old: FileReport[] = [];
  for (const report of reports) {
    const isOld = report.findings.map(() => baseline.has(fingerprints.next().value ?? ""));
    fresh.push({ ...report, findings: report.findings.filter((_, index) => isOld[index] === false) });
    old.push({ ...report, findings: report.findings.filter((_, index) => isOld[index] === true) });
  }
  return [fresh, old];
}

/** Only errors are red; warnings leave the choice to the people, notes are said in passing. */
function concludeFrom({ errors, warnings }: FindingCounts): CheckRunOutput["conclusion"] {
  if (errors > 0) return "failure";
  return warnings > 0 ? "neutral" : "success";
}

function makeNote({ finding, file, line }: PlacedFinding, mark: string): LineNote {
  const { level, message, remedy, check } = finding;
  return {
    path: plainLine(file),
    start_line: line,
    end_line: line,
    annotation_level: LEVELS[level],
    message: [mark + cutLine(message, 4000), ...(remedy === undefined ? [] : [cutLine(remedy, 1000)])].join("\n"),
    title: cutLine(check, 200),
  };
}

function renderSummary(reports: readonly FileReport[], said: string): string {
  const lines = [`${said}.`, ""];
  let length = 300;
  for (const [index, { path, family, plugins }] of reports.entries()) {
    const names = plugins.slice(0, 5).map((name) => escapeMarkdown(name, 60));
    const line = `- ${escapeMarkdown(path, 200)} (${escapeMarkdown(family ?? "not recognized", 60)}): ${names.join(", ")}`;
    length += line.length + 1;
    if (length > MOST_SUMMARY) {
      lines.push(`- … and ${reports.length - index} more`);
      break;
    }
    lines.push(line);
  }
  return lines.join("\n");
}

import type { Level } from "../../model/finding.ts";
import { countFindings, type FindingCounts, sayCounts } from "../count-findings.ts";
import { escapeMarkdown } from "../escape-markdown.ts";
import { type PlacedFinding, placeFindings, worstFirst } from "../placed-finding.ts";
import { cutLine, plainLine } from "../plain-line.ts";
import type { FileReport } from "../reporter.ts";
import type { CheckRunOutput, LineNote } from "./check-run-output.ts";

const LEVELS: Record<Level, LineNote["annotation_level"]> = { error: "failure", warning: "warning", note: "notice" };
/** GitHub takes 65,535 characters. */
const MOST_SUMMARY = 60_000;

/** The check run as JSON text; every finding that is not muted is an annotation, worst first. */
export function renderCheckRun(reports: readonly FileReport[]): string {
  const counts = countFindings(reports);
  const output: CheckRunOutput = {
    title: reports.length === 0 ? "No plugin manifest here" : sayCounts(counts),
    summary: renderSummary(reports, counts),
    conclusion: concludeFrom(counts),
    annotations: worstFirst(placeFindings(reports)).map(makeNote),
  };
  return `${JSON.stringify(output, null, 2)}\n`;
}

/** Only errors are red; warnings leave the choice to the people, notes are said in passing. */
function concludeFrom({ errors, warnings }: FindingCounts): CheckRunOutput["conclusion"] {
  if (errors > 0) return "failure";
  return warnings > 0 ? "neutral" : "success";
}

function makeNote({ finding, file, line }: PlacedFinding): LineNote {
  const { level, message, remedy, check } = finding;
  return {
    path: plainLine(file),
    start_line: line,
    end_line: line,
    annotation_level: LEVELS[level],
    message: [cutLine(message, 4000), ...(remedy === undefined ? [] : [cutLine(remedy, 1000)])].join("\n"),
    title: cutLine(check, 200),
  };
}

function renderSummary(reports: readonly FileReport[], counts: FindingCounts): string {
  const lines = [`${sayCounts(counts)}.`, ""];
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

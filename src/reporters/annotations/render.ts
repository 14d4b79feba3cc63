import type { Level } from "../../model/finding.ts";
import { plural } from "../count-findings.ts";
import { type PlacedFinding, placeFindings, worstFirst } from "../placed-finding.ts";
import { cutLine } from "../plain-line.ts";
import type { FileReport } from "../reporter.ts";

/** https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#setting-an-error-message */
const COMMANDS: Record<Level, string> = { error: "error", warning: "warning", note: "notice" };
/** GitHub shows 10 of each kind per step and drops the rest. */
const MOST_OF_A_KIND = 10;

/** One command a finding, worst first, ten of each kind, then a line that says how many were left out. */
export function renderAnnotations(reports: readonly FileReport[]): string {
  const shown: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  const lines: string[] = [];
  const placed = worstFirst(placeFindings(reports));
  for (const one of placed) {
    const { level } = one.finding;
    if (shown[level] >= MOST_OF_A_KIND) continue;
    shown[level] += 1;
    lines.push(renderCommand(one));
  }
  const rest = placed.length - lines.length;
  if (rest > 0) lines.push(`${plural(rest, "more finding")} in the summary of this run`);
  return lines.map((line) => `${line}\n`).join("");
}

function renderCommand({ finding, file, line, column }: PlacedFinding): string {
  const { level, check, message, remedy } = finding;
  const properties = [
    `file=${escapeProperty(cutLine(file, 1000))}`,
    `line=${line}`,
    `col=${column}`,
    `title=${escapeProperty(cutLine(check, 200))}`,
  ];
  const said = [cutLine(message, 2000), ...(remedy === undefined ? [] : [cutLine(remedy, 500)])];
  return `::${COMMANDS[level]} ${properties.join(",")}::${escapeData(said.join("\n"))}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts: `%` first, or it would escape twice. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

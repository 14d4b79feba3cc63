import { styleText } from "node:util";
import { countFindings, sayCounts } from "../count-findings.ts";
import { type PlacedFinding, placeFindings } from "../placed-finding.ts";
import { cutLine, plainLine } from "../plain-line.ts";
import type { FileReport, ReportContext } from "../reporter.ts";
import { excerpt } from "./excerpt.ts";

const COLORS = { error: "red", warning: "yellow", note: "blue" } as const;
const LEVEL_WIDTH = "warning".length;
const MOST_PADDING = 60;

/** Findings file by file, then one line that counts them. */
export function renderText(reports: readonly FileReport[], context: ReportContext): string {
  const blocks = reports.flatMap((report) => {
    const placed = placeFindings([report]);
    return placed.length === 0 ? [] : [renderFile(placed, context)];
  });
  const counts = countFindings(reports);
  const color = counts.errors > 0 ? "red" : counts.warnings > 0 ? "yellow" : "green";
  const total = paint(context, ["bold", color], `${cutLine(context.title, 200)}: ${sayCounts(counts)}`);
  return `${[...blocks, total].join("\n\n")}\n`;
}

function renderFile(placed: readonly PlacedFinding[], context: ReportContext): string {
  const width = Math.min(Math.max(...placed.map((one) => placeText(one).length)), MOST_PADDING);
  return placed.map((one) => renderFinding(one, width, context)).join("\n");
}

function renderFinding(one: PlacedFinding, width: number, context: ReportContext): string {
  const { finding, file, line, column } = one;
  const { level, message, check, remedy } = finding;
  const place = placeText(one);
  const shownLevel = paint(context, [COLORS[level]], level.padEnd(LEVEL_WIDTH));
  const lines = [
    `${paint(context, ["bold"], place.padEnd(width))}  ${shownLevel}  ${cutLine(message, 2000)}  ${paint(context, ["dim"], check)}`,
  ];
  // What is not in the file (an image, a repository) has no line to show.
  const [shown, caret] = "file" in finding.at ? excerpt(context.lineOf(file, line), column) : [];
  if (shown !== undefined && caret !== undefined) {
    lines.push(`    ${shown}`, `    ${paint(context, [COLORS[level]], caret)}`);
  }
  if (remedy !== undefined) lines.push(`    ${paint(context, ["dim"], `→ ${cutLine(remedy, 500)}`)}`);
  return lines.join("\n");
}

function placeText({ finding, file, line, column }: PlacedFinding): string {
  const { at } = finding;
  if ("image" in at) return plainLine(at.image);
  if ("repository" in at) return plainLine(at.repository);
  return `${plainLine(file)}:${line}:${column}`;
}

type Style = "bold" | "dim" | "red" | "yellow" | "blue" | "green";

function paint({ color }: ReportContext, styles: Style[], text: string): string {
  // Whether the terminal wants color was decided where the context was made.
  return color ? styleText(styles, text, { validateStream: false }) : text;
}

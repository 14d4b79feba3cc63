import type { Level } from "../../model/finding.ts";
import { countFindings, sayCounts } from "../count-findings.ts";
import { escapeMarkdown } from "../escape-markdown.ts";
import { type PlacedFinding, placeFindings, worstFirst } from "../placed-finding.ts";
import type { FileReport, ReportContext } from "../reporter.ts";

/** GitHub takes 1 MiB per step; https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits */
const MOST_BYTES = 1_000_000;
const ICONS: Record<Level, string> = { error: "🔴 error", warning: "🟡 warning", note: "🔵 note" };

/** A headline, what was found as a table (worst first), and what was looked at. */
export function renderSummary(reports: readonly FileReport[], context: ReportContext): string {
  const parts = [`## ${escapeMarkdown(context.title, 200)}`, `${sayCounts(countFindings(reports))}.`];
  const placed = worstFirst(placeFindings(reports));
  const budget = MOST_BYTES / 2;
  if (placed.length > 0) {
    const head = ["| level | place | what | how to mend it | check |", "|---|---|---|---|---|"];
    parts.push(renderRows(head, placed.map(renderFinding), budget, "findings"));
  }
  if (reports.length > 0) {
    const head = ["| manifest | family | plugins |", "|---|---|---|"];
    const rows = renderRows(head, reports.map(renderFile), budget - 10_000, "manifests");
    parts.push(`<details><summary>What was looked at</summary>\n\n${rows}\n\n</details>`);
  }
  return `${parts.join("\n\n")}\n`;
}

/** As many rows as fit, and how many did not. */
function renderRows(head: readonly string[], rows: readonly string[], budgetBytes: number, noun: string): string {
  const lines = [...head];
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    bytes += new TextEncoder().encode(row).length + 1;
    if (bytes > budgetBytes) {
      lines.push("", `… and ${rows.length - index} more ${noun}.`);
      break;
    }
    lines.push(row);
  }
  return lines.join("\n");
}

function renderFinding({ finding, file, line }: PlacedFinding): string {
  const { level, message, remedy, check } = finding;
  const cells = [
    ICONS[level],
    `${escapeMarkdown(file, 300)}:${line}`,
    escapeMarkdown(message),
    escapeMarkdown(remedy ?? ""),
    escapeMarkdown(check, 100),
  ];
  return `| ${cells.join(" | ")} |`;
}

function renderFile({ path, family, plugins }: FileReport): string {
  const names = plugins.slice(0, 5).map((name) => escapeMarkdown(name, 100));
  const more = plugins.length > names.length ? ` and ${plugins.length - names.length} more` : "";
  return `| ${escapeMarkdown(path, 300)} | ${escapeMarkdown(family ?? "not recognized", 60)} | ${names.join(", ")}${more} |`;
}

import type { ScanSummary, Vulnerability } from "../model/scan.ts";
import { scanImage } from "../pipeline/scan.ts";
import type { Command, CommandInput, CommandResult } from "./command.ts";
import { alignRows } from "./inspect.ts";
import { describeUnreached, unreachedFact, withImage } from "./open-image.ts";
import { INDEX_OPTIONS } from "./shared-options.ts";

const USAGE = "waybill scan REF";

/** The verb `scan`: what is inside an image, and what is known against it. */
export const scanCommand: Command = {
  name: "scan",
  summary: "list the software in an image by streaming its layers, and match it with advisories",
  usage: USAGE,
  examples: [
    "waybill scan ghcr.io/lab/segment:1.2.0",
    "waybill scan ghcr.io/lab/segment:1.2.0 --index my-index --json",
  ],
  arity: [1, 1],
  options: INDEX_OPTIONS,
  run: runScan,
};

async function runScan(input: CommandInput): Promise<CommandResult> {
  const [raw = ""] = input.positionals;
  return withImage(input, raw, async (asked, { run }) => {
    const { image, reference, digest } = asked;
    if (image.outcome !== "known")
      return {
        exit: 5,
        json: { reference: asked.text, digest, scan: unreachedFact(asked) },
        text: describeUnreached(asked),
      };
    input.ports.progress("scan", 1, 1, asked.text);
    const scan = await scanImage(run, reference, image.value);
    const json = { reference: asked.text, digest, scan };
    if (scan.outcome !== "known") return { exit: 5, json, text: `${asked.text}: ${scan.outcome}\n` };
    return { exit: exitOf(scan.value), json, text: renderSummary(asked.text, scan.value) };
  });
}

function exitOf({ verdict }: ScanSummary): 0 | 1 | 5 {
  if (verdict === "fail") return 1;
  return verdict === "incomplete" || verdict === "unscanned" ? 5 : 0;
}

function renderSummary(text: string, summary: ScanSummary): string {
  const matchable = summary.coverage.reduce((sum, row) => sum + row.matchable, 0);
  const rows: [string, string][] = [
    ["Image", text],
    ["Verdict", summary.verdict],
    [
      "Matched",
      `against data of ${summary.advisoriesAsOf ?? "no date"}: ${matchable} of ${summary.packages} packages matchable`,
    ],
    ...summary.coverage.map((row): [string, string] => [
      "  Ecosystem",
      `${row.ecosystem}: ${row.matchable} of ${row.packages}`,
    ]),
    ...summary.vulnerabilities.map(renderVulnerability),
    ...summary.incomplete.map((line): [string, string] => ["Incomplete", line]),
  ];
  return alignRows(rows);
}

function renderVulnerability({ id, severity, component, version, fixed, status }: Vulnerability): [string, string] {
  const mend = fixed === undefined ? "no fix known" : `fixed in ${fixed}`;
  return [
    `  ${severity}`,
    `${id}  ${component} ${version}  ${mend}${status === "unknown" ? "  (version not comparable)" : ""}`,
  ];
}

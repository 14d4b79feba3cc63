import { fingerprintAll } from "../fingerprint.ts";
import { type PlacedFinding, placeAll, worstFirst } from "../placed-finding.ts";
import { cutLine } from "../plain-line.ts";
import type { FileReport } from "../reporter.ts";

/** GitHub takes 25,000 results per run and shows 5,000: the worst come first. */
const MOST_RESULTS = 25_000;

/** One run of one tool: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function renderSarif(reports: readonly FileReport[]): string {
  const placed = worstFirst(placeAll(reports)).slice(0, MOST_RESULTS);
  const ruleIds = [...new Set(placed.map(({ finding }) => finding.check))].sort();
  const fingerprints = fingerprintAll(placed);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Waybill", rules: ruleIds.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: placed.map((one, index) =>
          renderResult(one, ruleIds.indexOf(one.finding.check), fingerprints[index] ?? ""),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function renderResult(one: PlacedFinding, ruleIndex: number, fingerprint: string): object {
  const { finding, file, line, column } = one;
  const { check, level, message, remedy, muted } = finding;
  return {
    ruleId: check,
    ruleIndex,
    level,
    message: { text: [cutLine(message, 2000), ...(remedy === undefined ? [] : [cutLine(remedy, 500)])].join("\n") },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(file) },
          region: { startLine: line, startColumn: column },
        },
      },
    ],
    partialFingerprints: { "waybill/v1": fingerprint },
    ...(muted === undefined ? {} : { suppressions: [{ kind: "external", justification: cutLine(muted.reason, 500) }] }),
  };
}

/** Paths hold spaces, `@`, `#` and braces in real repositories. */
function encodePath(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join("/");
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { ScanSummary, Vulnerability } from "../model/scan.ts";
import { answer, answerByImage, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

const MOST_NAMED = 10;

/** Is software in the image known to be broken, although it has been mended? */
export const noKnownVulnerabilities: CheckRow = {
  id: "no-known-vulnerabilities",
  title: "No critical or high vulnerability with a fix is known",
  why: "The fix is there, the image has not taken it: whoever runs the plugin runs the hole.",
  remedy: "Update the packages named, or build anew on a newer base image.",
  severity: "medium",
  needs: ["plugin", "image", "scan"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  return answerByImage(evidence, ({ named, image }, pointer) => {
    if (image.outcome !== "known" || image.value.scan.outcome !== "known") return NOT_AVAILABLE;
    const scan = image.value.scan.value;
    const mendable = scan.vulnerabilities.filter(isMendable).sort(bySeverity);
    // What was found stands, even if the scan did not see everything; nothing found then says nothing.
    if (mendable.length === 0) return isWhole(scan) ? answer([]) : NOT_AVAILABLE;
    const names = mendable.slice(0, MOST_NAMED).map(describe);
    const more = mendable.length > MOST_NAMED ? ` and ${mendable.length - MOST_NAMED} more` : "";
    const count = mendable.length === 1 ? "1 vulnerability" : `${mendable.length} vulnerabilities`;
    const message = `the image ${showValue(named.raw)} has ${count} with a fix: ${names.join("; ")}${more}`;
    return answer([makeFinding(noKnownVulnerabilities, { message, at: placeOf(evidence, pointer) })]);
  });
}

function isWhole({ verdict, incomplete }: ScanSummary): boolean {
  return verdict !== "incomplete" && verdict !== "unscanned" && incomplete.length === 0;
}

function isMendable({ status, severity, fixed }: Vulnerability): boolean {
  return status === "affected" && fixed !== undefined && (severity === "critical" || severity === "high");
}

function bySeverity(a: Vulnerability, b: Vulnerability): number {
  if (a.severity !== b.severity) return a.severity === "critical" ? -1 : 1;
  const [first, second] = [`${a.component} ${a.id}`, `${b.component} ${b.id}`];
  return first < second ? -1 : first > second ? 1 : 0;
}

function describe({ component, version, id, fixed, severity }: Vulnerability): string {
  return `${component} ${version}, ${id} (${severity}), fixed in ${fixed ?? "?"}`;
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Finding, Level } from "../model/finding.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";

/** Families whose own rules ask for an image; in the others a tool may run without one. */
const FAMILIES_WITH_IMAGE: ReadonlySet<string> = new Set(["ict", "own", "wipp"]);

/** Families whose manifests have no field for an image: what runs is built or chosen elsewhere. */
const FAMILIES_WITHOUT_IMAGE: ReadonlySet<string> = new Set([
  ...["apeer", "bioimageio", "biotools", "chaimeleon", "imjoy", "monai", "nfcore"],
]);

/** Has the plugin what no plugin can do without? */
export const recordComplete: CheckRow = {
  id: "record-complete",
  title: "The plugin has a name and names the image it runs",
  why: "Without a name nobody finds it; without an image nobody can run it.",
  remedy: "Add what is missing.",
  severity: "high",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  const findings: Finding[] = [];
  if (plugin.name.trim() === "") {
    findings.push(makeFinding(recordComplete, { message: "the plugin has no name", at: placeOf(evidence, "/name") }));
  }
  if (plugin.kind === "tool" && !plugin.images.some((image) => image.role === "run")) {
    const level = levelOf(plugin.family);
    const message = "the plugin names no container image to run";
    findings.push(makeFinding(recordComplete, { message, at: placeOf(evidence, "/images"), level }));
  }
  return answer(findings);
}

function levelOf(family: string): Level {
  if (FAMILIES_WITH_IMAGE.has(family)) return "error";
  return FAMILIES_WITHOUT_IMAGE.has(family) ? "note" : "warning";
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";

/** Is it said what the plugin asks of the machine? */
export const hardwareStated: CheckRow = {
  id: "hardware-stated",
  title: "The hardware that the plugin needs is stated",
  why: "A platform that does not know how much memory a plugin takes, or whether it needs a GPU, guesses.",
  remedy: "State cores, memory and GPU in the field that the family has for them.",
  severity: "info",
  needs: ["plugin"],
  evaluate,
};

/** Families whose manifests have a field for it; in the others nobody could mend what is missing. */
const FAMILIES: ReadonlySet<string> = new Set([
  ...["biaflows", "boutiques", "chaimeleon", "cwl", "flywheel", "ict", "monai", "own", "wipp", "xnat"],
]);

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined || plugin.kind !== "tool" || !FAMILIES.has(plugin.family)) return NOT_APPLICABLE;
  if (Object.keys(plugin.hardware ?? {}).length > 0) return answer([]);
  const message = "no hardware is stated: neither cores nor memory nor GPU";
  return answer([makeFinding(hardwareStated, { message, at: placeOf(evidence, "/hardware") })]);
}

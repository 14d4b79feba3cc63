import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";

/** Does the manifest say what the plugin is for in words of a vocabulary? */
export const conceptsStated: CheckRow = {
  id: "concepts-stated",
  title: "The manifest states concepts that people search by",
  why: "Concepts that are guessed from a description are right most of the time; stated ones always.",
  remedy: "State concepts, keywords or tags in the field that the family has for them; EDAM ids are best.",
  severity: "info",
  needs: ["plugin"],
  evaluate,
};

/** Families whose manifests have a field for them; in the others nobody could mend what is missing. */
const FAMILIES: ReadonlySet<string> = new Set([
  ...["artifacthub", "biaflows", "bioimageio", "biotools", "boutiques", "neurodesk", "nfcore", "own"],
]);

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined || !FAMILIES.has(plugin.family)) return NOT_APPLICABLE;
  const hasFormat = plugin.parameters.some(({ formats }) => formats.some(({ edam }) => edam !== undefined));
  if (plugin.claims.length > 0 || hasFormat) return answer([]);
  const message = "no concept, keyword or tag is stated";
  return answer([makeFinding(conceptsStated, { message, at: placeOf(evidence, "/claims") })]);
}

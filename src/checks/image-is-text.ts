import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";

/** Is the image named in the manifest itself? */
export const imageIsText: CheckRow = {
  id: "image-is-text",
  title: "The image is named by a text in the manifest",
  why: "An image that is included from another file is unknown to every program that reads this one alone.",
  remedy: "Write the reference of the image out, such as ghcr.io/lab/tool:1.2.0.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  if (plugin.ext["imageIsNoText"] !== true) return plugin.images.length === 0 ? NOT_APPLICABLE : answer([]);
  const message = "the image is no text: it cannot be read from this file alone";
  const at = placeOf(evidence, "/images");
  return answer([makeFinding(imageIsText, { message, at, expected: "a text such as ghcr.io/lab/tool:1.2.0" })]);
}

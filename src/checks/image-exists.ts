import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, answerByImage, NOT_APPLICABLE, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is the image where the manifest says it is? */
export const imageExists: CheckRow = {
  id: "image-exists",
  title: "The image is in the registry",
  why: "Nobody can run a plugin whose image is not there.",
  remedy: "Push the image, then re-run.",
  severity: "info",
  needs: ["plugin", "image"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  return answerByImage(evidence, ({ named, reference, digest }, pointer) => {
    if (reference === undefined || digest.outcome === "not-applicable") return NOT_APPLICABLE;
    if (digest.outcome === "known") return answer([]);
    if (digest.outcome !== "not-available" || digest.reason !== "not-found") return NOT_AVAILABLE;
    const at = placeOf(evidence, pointer);
    const name = showValue(named.raw);
    // A manifest is often committed before its image is pushed: that is no fault. An image that left is one.
    if (digest.last === undefined) {
      return answer([makeFinding(imageExists, { message: `the image ${name} is not there yet`, at })]);
    }
    const message = `the image ${name} is no longer there; it was on ${digest.last.asOf.slice(0, 10)}`;
    return answer([makeFinding(imageExists, { message, at, level: "warning" })]);
  });
}

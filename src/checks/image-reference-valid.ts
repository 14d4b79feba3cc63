import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { parseReference } from "../oci/reference.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Is what the manifest names an image reference at all? */
export const imageReferenceValid: CheckRow = {
  id: "image-reference-valid",
  title: "The image is named by a reference that registries understand",
  why: "Nobody can pull an image by a name that is not one.",
  remedy: "Write HOST/REPOSITORY:TAG, all lower case but the tag.",
  severity: "high",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const images = evidence.plugin?.images ?? [];
  if (images.length === 0) return NOT_APPLICABLE;
  return answer(
    [...images.entries()].flatMap(([index, { raw, reference }]) => {
      // A placeholder is a fault of its own: template-placeholder.
      if (reference !== undefined || findPlaceholder(raw) !== undefined) return [];
      const parsed = parseReference(raw);
      const problem = "problem" in parsed ? parsed.problem : "is not an image reference";
      const message = `the image ${showValue(raw)} ${problem}`;
      const details = {
        message,
        at: placeOf(evidence, `/images/${index}`),
        expected: "HOST/REPOSITORY:TAG",
        got: showValue(raw),
      };
      return [makeFinding(imageReferenceValid, details)];
    }),
  );
}

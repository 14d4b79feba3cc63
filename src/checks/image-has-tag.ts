import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Says the manifest which image of a repository it means? */
export const imageHasTag: CheckRow = {
  id: "image-has-tag",
  title: "The image is named with a tag or a digest",
  why: "Without one, every engine takes `latest`: the same manifest runs other software tomorrow.",
  remedy: "Add the tag of the version, such as :1.2.0, or a digest.",
  severity: "high",
  needs: ["plugin"],
  aliases: ["IMG-003"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const named = [...(evidence.plugin?.images ?? []).entries()].filter(
    ([, { role, reference }]) => role === "run" && reference !== undefined,
  );
  if (named.length === 0) return NOT_APPLICABLE;
  return answer(
    named.flatMap(([index, { raw, reference }]) => {
      if (reference?.tag !== undefined || reference?.digest !== undefined) return [];
      const message = `the image ${showValue(raw)} has neither tag nor digest`;
      return [makeFinding(imageHasTag, { message, at: placeOf(evidence, `/images/${index}`), got: showValue(raw) })];
    }),
  );
}

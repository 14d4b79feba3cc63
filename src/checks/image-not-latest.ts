import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Does the manifest name a version, and not whatever is newest? */
export const imageNotLatest: CheckRow = {
  id: "image-not-latest",
  title: "The image is not named by the tag `latest` alone",
  why: "`latest` moves: the same manifest runs other software tomorrow, and nobody can repeat a result.",
  remedy: "Name the tag of the version, such as :1.2.0, or add a digest.",
  severity: "high",
  needs: ["plugin"],
  aliases: ["IMG-003"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const tagged = [...(evidence.plugin?.images ?? []).entries()].filter(
    ([, { role, reference }]) => role === "run" && (reference?.tag !== undefined || reference?.digest !== undefined),
  );
  if (tagged.length === 0) return NOT_APPLICABLE;
  return answer(
    tagged.flatMap(([index, { raw, reference }]) => {
      if (reference?.tag !== "latest" || reference.digest !== undefined) return [];
      const message = `the image ${showValue(raw)} is named by the tag latest`;
      return [makeFinding(imageNotLatest, { message, at: placeOf(evidence, `/images/${index}`), got: showValue(raw) })];
    }),
  );
}

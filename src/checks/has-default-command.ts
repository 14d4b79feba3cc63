import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, answerByImage, knownImage, NOT_APPLICABLE, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showPlatform, showValue } from "./show-value.ts";

/** Does the image do something when it is simply run? */
export const hasDefaultCommand: CheckRow = {
  id: "has-default-command",
  title: "The image has a default command",
  why: "An image without one cannot be tried out, nor run by platforms that rely on its entrypoint.",
  remedy: 'Add ENTRYPOINT ["program"] (or CMD) to the Dockerfile.',
  severity: "medium",
  needs: ["plugin", "image"],
  aliases: ["IMG-008"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  // An environment has no command of its own: its users bring theirs.
  if (evidence.plugin?.kind === "environment") return NOT_APPLICABLE;
  return answerByImage(evidence, (named, pointer) => {
    const known = knownImage(named);
    if (known === undefined) return NOT_AVAILABLE;
    const without = known.platforms.filter(({ config }) => !hasWords(config.entrypoint) && !hasWords(config.cmd));
    if (without.length === 0) return answer([]);
    const platforms = without.map(showPlatform).join(", ");
    const message = `the image ${showValue(named.named.raw)} has neither entrypoint nor command on ${platforms}`;
    return answer([makeFinding(hasDefaultCommand, { message, at: placeOf(evidence, pointer) })]);
  });
}

function hasWords(words: readonly string[] | undefined): boolean {
  return words?.some((word) => word !== "") ?? false;
}

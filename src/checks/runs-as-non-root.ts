import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, answerByImage, knownImage, NOT_AVAILABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showPlatform, showValue } from "./show-value.ts";

/** Does the image run as somebody other than root? */
export const runsAsNonRoot: CheckRow = {
  id: "runs-as-non-root",
  title: "The image runs as a user other than root",
  why: "A process that runs as root in the container is root on the host when anything goes wrong; many sites refuse it.",
  remedy: "Create a user in the Dockerfile and end with USER and its number, such as USER 1000.",
  // scanning.md gives it "high, warn until a date": nearly all real plugins run as root today.
  severity: "medium",
  needs: ["plugin", "image"],
  aliases: ["IMG-001", "CIS 4.1", "CIS-DI-0001", "DL3002"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  return answerByImage(evidence, (named, pointer) => {
    const known = knownImage(named);
    if (known === undefined) return NOT_AVAILABLE;
    const asRoot = known.platforms.filter(({ config }) => isRoot(config.user));
    if (asRoot.length === 0) return answer([]);
    const user = asRoot[0]?.config.user ?? "";
    const got = user === "" ? "no user, which is root" : `the user ${showValue(user)}`;
    const platforms = asRoot.map(showPlatform).join(", ");
    const message = `the image ${showValue(named.named.raw)} runs as root on ${platforms}: its configuration has ${got}`;
    return answer([
      makeFinding(runsAsNonRoot, { message, at: placeOf(evidence, pointer), expected: "a user other than root", got }),
    ]);
  });
}

/** `USER[:GROUP]`; a name other than root is taken at its word: https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties */
function isRoot(user: string | undefined): boolean {
  const name = (user ?? "").split(":")[0]?.trim() ?? "";
  return name === "" || name === "root" || /^[-+]?0+$/.test(name);
}

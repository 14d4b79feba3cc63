import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";
import { TAGGED_BY_VERSION } from "./tagged-families.ts";

/** Can versions of the plugin be put in order? */
export const versionIsSemver: CheckRow = {
  id: "version-is-semver",
  title: "The version is a semantic version",
  why: "Only versions that can be put in order tell a platform which one is newer and whether it is compatible.",
  remedy: "Write MAJOR.MINOR.PATCH, such as 1.2.0 (https://semver.org).",
  severity: "medium",
  needs: ["plugin"],
  aliases: ["IMG-004"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  const { version } = plugin ?? {};
  // A placeholder is a fault of its own: template-placeholder.
  if (plugin === undefined || version === undefined || version.kind === "template") return NOT_APPLICABLE;
  if (version.kind === "semver" || version.kind === "v-semver" || version.kind === "semver-suffix") return answer([]);
  const got = showValue(version.raw);
  const message = `the version ${got} is not a semantic version`;
  const level = TAGGED_BY_VERSION.has(plugin.family) ? "warning" : "note";
  return answer([
    makeFinding(versionIsSemver, {
      message,
      at: placeOf(evidence, "/version"),
      level,
      expected: "MAJOR.MINOR.PATCH",
      got,
    }),
  ]);
}

import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showValue } from "./show-value.ts";

/** Is it said under which license the plugin may be used? */
export const hasLicense: CheckRow = {
  id: "has-license",
  title: "The license is stated by its SPDX id",
  why: "Without a license nobody may use the plugin; without an SPDX id no program can tell.",
  remedy: "State the license by its SPDX id, such as MIT or Apache-2.0 (https://spdx.org/licenses/).",
  severity: "low",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const { plugin } = evidence;
  if (plugin === undefined) return NOT_APPLICABLE;
  const { license } = plugin;
  if (license?.spdx !== undefined) return answer([]);
  if (license === undefined || license.raw.trim() === "") {
    return answer([makeFinding(hasLicense, { message: "no license is stated", at: placeOf(evidence, "/license") })]);
  }
  const got = showValue(license.raw);
  const message = `the license ${got} is not an SPDX id`;
  return answer([makeFinding(hasLicense, { message, at: placeOf(evidence, "/license"), expected: "an SPDX id", got })]);
}

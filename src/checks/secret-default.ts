import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Parameter } from "../model/parameter.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { findPlaceholder } from "./placeholder.ts";
import { isSecretParameter, showValue } from "./show-value.ts";

/** Does the manifest give a password or key away? */
export const secretDefault: CheckRow = {
  id: "secret-default",
  title: "No secret parameter has a default",
  why: "A manifest is public: a default password or key is known to everybody.",
  remedy: "Remove the default, and change the password or key if it was ever in use.",
  severity: "high",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const secrets = [...(evidence.plugin?.parameters ?? []).entries()].filter(([, one]) => isSecretParameter(one));
  if (secrets.length === 0) return NOT_APPLICABLE;
  return answer(
    secrets.flatMap(([index, parameter]) => {
      if (!hasValue(parameter)) return [];
      // The value itself is never printed.
      const message = `the secret parameter ${showValue(parameter.key)} has a default`;
      return [makeFinding(secretDefault, { message, at: placeOf(evidence, `/parameters/${index}/default`) })];
    }),
  );
}

/** Texts count; numbers and booleans only where the manifest itself says "secret": `use_token: true` is none. */
function hasValue({ default: value, secret }: Parameter): boolean {
  if (typeof value === "string") return value.trim() !== "" && findPlaceholder(value) === undefined;
  return secret === true && value !== undefined && value !== null;
}

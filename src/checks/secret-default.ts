import { valueAt } from "../document/pointer.ts";
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
      if (!givesAway(parameter, defaultOf(evidence, index, parameter))) return [];
      // The value itself is never printed.
      const message = `the secret parameter ${showValue(parameter.key)} has a default`;
      return [makeFinding(secretDefault, { message, at: placeOf(evidence, `/parameters/${index}/default`) })];
    }),
  );
}

/** Records leave the defaults of secrets out: what the author wrote still stands in the document. */
function defaultOf({ document, places }: Evidence, index: number, parameter: Parameter): unknown {
  const place = places[`/parameters/${index}/default`];
  return parameter.default ?? (place === undefined ? undefined : valueAt(document.root, place));
}

/** Texts count, but not the name of what a platform fills in (`$XNAT_PASS`); numbers only where the record says "secret". */
function givesAway({ secret }: Parameter, value: unknown): boolean {
  if (typeof value !== "string") return secret === true && typeof value === "number";
  return value.trim() !== "" && findPlaceholder(value) === undefined && !/^\$\w{1,100}$/.test(value.trim());
}

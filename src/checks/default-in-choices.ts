import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Parameter } from "../model/parameter.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { isSecretParameter, showDefault, showValue } from "./show-value.ts";

/** Is the default one of the choices? */
export const defaultInChoices: CheckRow = {
  id: "default-in-choices",
  title: "The default of a parameter is one of its choices",
  why: "A form shows another value than the plugin takes, or refuses the plugin's own default.",
  remedy: "Take one of the choices as default, or add the default to the choices.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const chosen = [...(evidence.plugin?.parameters ?? []).entries()].filter(
    ([, { choices, default: value }]) =>
      choices !== undefined && choices.length > 0 && value !== undefined && value !== null,
  );
  if (chosen.length === 0) return NOT_APPLICABLE;
  return answer(
    chosen.flatMap(([index, parameter]) => {
      const known = new Set((parameter.choices ?? []).map((choice) => JSON.stringify(choice)));
      const stray = valuesOf(parameter).find((value) => !known.has(JSON.stringify(value)));
      if (stray === undefined) return [];
      const got = showDefault(parameter, stray);
      const expected = isSecretParameter(parameter)
        ? "one of its choices"
        : `one of ${showChoices(parameter.choices ?? [])}`;
      const differsInType = (parameter.choices ?? []).some((choice) => String(choice) === String(stray));
      const because = differsInType ? " (the same text, but another type)" : "";
      const message = `the default of ${showValue(parameter.key)} is ${got}, which is no choice${because}`;
      return [
        makeFinding(defaultInChoices, {
          message,
          at: placeOf(evidence, `/parameters/${index}/default`),
          expected,
          got,
        }),
      ];
    }),
  );
}

/** A list is judged item by item, unless the choices are lists themselves. */
function valuesOf({ default: value, choices }: Parameter): unknown[] {
  return Array.isArray(value) && !(choices ?? []).some((choice) => Array.isArray(choice)) ? value : [value];
}

function showChoices(choices: readonly unknown[]): string {
  const shown = choices.slice(0, 6).map(showValue).join(", ");
  return choices.length > 6 ? `${shown} … (${choices.length} in all)` : shown;
}

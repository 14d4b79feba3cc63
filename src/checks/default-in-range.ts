import type { CheckAnswer, Evidence } from "../model/evidence.ts";
import type { Parameter } from "../model/parameter.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { showDefault, showValue } from "./show-value.ts";

/** Does the default of a number lie within its range? */
export const defaultInRange: CheckRow = {
  id: "default-in-range",
  title: "The default of a parameter lies within its range",
  why: "A form that enforces the range refuses the plugin's own default.",
  remedy: "Change the default, or widen the range.",
  severity: "medium",
  needs: ["plugin"],
  evaluate,
};

function evaluate(evidence: Evidence): CheckAnswer {
  const ranged = [...(evidence.plugin?.parameters ?? []).entries()].filter(
    ([, parameter]) => hasRange(parameter) && numbersOf(parameter).length > 0,
  );
  if (ranged.length === 0) return NOT_APPLICABLE;
  return answer(
    ranged.flatMap(([index, parameter]) => {
      const outside = numbersOf(parameter).find((value) => !isInRange(value, parameter));
      if (outside === undefined) return [];
      const expected = showRange(parameter);
      const got = showDefault(parameter, outside);
      const message = `the default of ${showValue(parameter.key)} is ${got}, outside of its range: ${expected}`;
      return [
        makeFinding(defaultInRange, { message, at: placeOf(evidence, `/parameters/${index}/default`), expected, got }),
      ];
    }),
  );
}

function hasRange({ minimum, maximum }: Parameter): boolean {
  return minimum !== undefined || maximum !== undefined;
}

/** The numbers of a default: itself, the items of a list, or a text that is nothing but a number. */
function numbersOf(parameter: Parameter): number[] {
  const values: unknown[] = Array.isArray(parameter.default) ? parameter.default : [parameter.default];
  return values.flatMap((value) => {
    if (typeof value === "number") return [value];
    const isNumeric = parameter.kind === "integer" || parameter.kind === "number";
    return isNumeric && typeof value === "string" && /^[-+]?\d{1,30}(?:\.\d{1,30})?$/.test(value)
      ? [Number(value)]
      : [];
  });
}

function isInRange(value: number, { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Parameter): boolean {
  if (minimum !== undefined && (value < minimum || (exclusiveMinimum === true && value === minimum))) return false;
  return maximum === undefined || (exclusiveMaximum === true ? value < maximum : value <= maximum);
}

function showRange({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Parameter): string {
  const parts: string[] = [];
  if (minimum !== undefined) parts.push(exclusiveMinimum === true ? `more than ${minimum}` : `at least ${minimum}`);
  if (maximum !== undefined) parts.push(exclusiveMaximum === true ? `less than ${maximum}` : `at most ${maximum}`);
  return parts.join(" and ");
}

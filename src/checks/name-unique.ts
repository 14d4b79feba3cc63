import type { CheckAnswer, Evidence, Neighbors } from "../model/evidence.ts";
import { answer, NOT_APPLICABLE } from "./answer.ts";
import type { CheckRow } from "./check-row.ts";
import { makeFinding, placeOf } from "./finding.ts";
import { lookAlikeOf, shapeOf } from "./look-alike.ts";
import { findPlaceholder } from "./placeholder.ts";
import { showValue } from "./show-value.ts";

/** Has the plugin a name of its own? */
export const nameUnique: CheckRow = {
  id: "name-unique",
  title: "No other plugin has this name, or one that reads the same",
  why: "A name that was copied leads to the wrong plugin; a name that only looks like another may be meant to.",
  remedy: "Give the plugin a name that tells it from the other.",
  severity: "low",
  needs: ["plugin"],
  evaluate,
};

const MOST_NAMED = 3;

function evaluate(evidence: Evidence, { siblings, siblingNames = [], catalogNames }: Neighbors): CheckAnswer {
  const { plugin } = evidence;
  // A name made of the path says nothing of the author's.
  if (plugin === undefined || plugin.from["/name"] === "derived") return NOT_APPLICABLE;
  const { name, family } = plugin;
  if (name.trim() === "" || findPlaceholder(name) !== undefined) return NOT_APPLICABLE;
  const at = placeOf(evidence, "/name");
  const shape = shapeOf(name);
  const same = siblings.filter((other) => other.plugin.family === family && shapeOf(other.plugin.name) === shape);
  if (same.length > 0) {
    const paths = same.slice(0, MOST_NAMED).map(({ path }) => showValue(path));
    const more = same.length > MOST_NAMED ? ` and ${same.length - MOST_NAMED} more` : "";
    const message = `the name ${showValue(name)} is also that of ${paths.join(", ")}${more}`;
    return answer([makeFinding(nameUnique, { message, at, got: showValue(name) })]);
  }
  // Its siblings first: the catalog learns of them with this run, and the next is to say the same.
  const near = lookAlikeOf(name, siblingNames) ?? lookAlikeOf(name, catalogNames);
  if (near === undefined) return answer([]);
  const message = `the name ${showValue(name)} is easily taken for ${showValue(near)}, which the catalog has`;
  return answer([makeFinding(nameUnique, { message, at, got: showValue(name) })]);
}

import type { ErrorObject, ValidateFunction } from "ajv";
import type { SchemaFault } from "../model/evidence.ts";
import { copyValue } from "./copy-value.ts";
import { describeFault } from "./describe-fault.ts";

/** Most faults reported of one document. */
const MAX_FAULTS = 200;

/** A real manifest has some thousand values; the largest measured has 6,000. */
const LIMITS = { values: 60_000, depth: 64, text: 10_000 };

/** Faults of a document against a compiled schema: one per place, the most telling one. */
export function schemaFaultsOf(validate: ValidateFunction, root: unknown): SchemaFault[] {
  const isValid = validate(copyValue(root, LIMITS));
  if (isValid) return [];
  const errors = chooseBranches((validate.errors ?? []).slice(0, 5_000));
  const faults = new Map<string, SchemaFault>();
  for (const error of mergeMissing(errors)) {
    const fault = describeFault(error);
    const place = `${fault.of} ${fault.pointer}`;
    const known = faults.get(place);
    // A wrong format never hides an error at the same place.
    if (known === undefined || (known.isFormat && !fault.isFormat)) faults.set(place, fault);
    if (faults.size >= MAX_FAULTS) break;
  }
  return [...faults.values()];
}

/**
 * Of the branches of `anyOf` and `oneOf` only the one the author most likely meant is kept: that with the fewest
 * faults, and none at all where the fault is that too many branches fit.
 */
function chooseBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  const chosen = new Set<ErrorObject>();
  for (const choice of errors.filter((error) => error.keyword === "anyOf" || error.keyword === "oneOf")) {
    const branches = branchesOf(choice, errors);
    const best = branches.toSorted((left, right) => left.length - right.length)[0];
    for (const error of branches.flat()) (best?.includes(error) ? chosen : dropped).add(error);
    if (best !== undefined) dropped.add(choice);
  }
  const left = errors.filter((error) => !dropped.has(error));
  // What the schema says outright goes before what a branch says of the same place.
  const kept = [...left.filter((error) => !chosen.has(error)), ...left.filter((error) => chosen.has(error))];
  // "must match then schema" repeats what the error inside it says.
  const telling = kept.filter((error) => error.keyword !== "if");
  return telling.length > 0 ? telling : kept;
}

function branchesOf(choice: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[][] {
  const branches = new Map<string, ErrorObject[]>();
  for (const error of errors) {
    if (!error.schemaPath.startsWith(`${choice.schemaPath}/`) || !error.instancePath.startsWith(choice.instancePath))
      continue;
    const branch = error.schemaPath.slice(choice.schemaPath.length + 1).split("/")[0] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  return [...branches.values()];
}

/** Several missing members of one object become one fault that names them all. */
function mergeMissing(errors: readonly ErrorObject[]): ErrorObject[] {
  const missing = new Map<string, ErrorObject>();
  const merged: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword !== "required") {
      merged.push(error);
      continue;
    }
    const known = missing.get(error.instancePath);
    const name = String(error.params["missingProperty"]);
    if (known === undefined) {
      const first = { ...error, params: { missing: [name] } };
      missing.set(error.instancePath, first);
      merged.push(first);
    } else if (!known.params["missing"].includes(name)) {
      known.params["missing"].push(name);
    }
  }
  return merged;
}

import { WaybillError } from "../src/model/waybill-error.ts";

/** Inputs of action.yml, narrowed. */
export interface ActionInputs {
  mode: "validate";
  path: string;
  failOn: "error" | "warning" | "note" | "never";
  allPaths: boolean;
}

const FAIL_ON = ["error", "warning", "note", "never"] as const;

/** Texts of the inputs → values; GitHub enforces neither `required` nor values, so it is done here. Throws `usage`. */
export function parseInputs(get: (name: string) => string): ActionInputs {
  const mode = get("mode");
  if (mode !== "validate") throw unexpected("mode", "validate (mode index is not supported yet)", mode);
  const failOn = FAIL_ON.find((level) => level === get("fail-on"));
  if (failOn === undefined) throw unexpected("fail-on", FAIL_ON.join(", "), get("fail-on"));
  const allPaths = get("all-paths");
  if (allPaths !== "true" && allPaths !== "false") throw unexpected("all-paths", "true or false", allPaths);
  return { mode, path: get("path"), failOn, allPaths: allPaths === "true" };
}

function unexpected(name: string, expected: string, got: string): WaybillError {
  const message = `input ${name}: expected ${expected}, got ${JSON.stringify(got.slice(0, 100))}`;
  return new WaybillError("usage", message);
}

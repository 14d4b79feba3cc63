import { memberOf } from "../hostile-value.ts";

/** `biotoolsID` or `biotoolsCURIE` is a text. */
export function recognizesBiotools(root: unknown): boolean {
  return typeof memberOf(root, "biotoolsID") === "string" || typeof memberOf(root, "biotoolsCURIE") === "string";
}

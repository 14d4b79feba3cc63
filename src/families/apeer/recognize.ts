import { isMapping, memberOf } from "../hostile-value.ts";

/** `spec.inputs` is an object in which some value is an object with a key that begins with "type:". */
export function recognizesApeer(root: unknown): boolean {
  const inputs = memberOf(memberOf(root, "spec"), "inputs");
  if (!isMapping(inputs)) return false;
  return Object.values(inputs).some(
    (input) => isMapping(input) && Object.keys(input).some((key) => key.startsWith("type:")),
  );
}

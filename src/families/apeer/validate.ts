import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { memberOf } from "../hostile-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** Inputs and outputs, which every module has; no schema of it is published. */
export function validateApeer(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(
    memberOf(document.root, "spec"),
    { inputs: "list or map", outputs: "list or map" },
    "/spec",
  );
}

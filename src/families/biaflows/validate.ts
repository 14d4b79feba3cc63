import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that every descriptor has; no schema of it is published. */
export function validateBiaflows(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, {
    name: "text",
    "schema-version": "text or number",
    "command-line": "text",
    "container-image": "list or map",
    inputs: "list",
  });
}

import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that every recipe has; no schema of it is published. */
export function validateNeurodesk(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, {
    name: "text",
    version: "text or number",
    architectures: "list",
    build: "list or map",
  });
}

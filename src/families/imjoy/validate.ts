import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that ImJoy asks of every plugin; no schema of it is published. */
export function validateImjoy(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, {
    name: "text",
    type: "text",
    version: "text or number",
    api_version: "text or number",
    description: "text",
  });
}

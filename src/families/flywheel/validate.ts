import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that the gear specification asks for. */
export function validateFlywheel(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, {
    name: "text",
    label: "text",
    description: "text",
    version: "text or number",
    inputs: "list or map",
    config: "list or map",
    author: "text",
    license: "text",
    source: "text",
    url: "text",
  });
}

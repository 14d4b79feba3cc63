import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that every ICT description has; no schema of it is published. */
export function validateIct(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, {
    specVersion: "text or number",
    name: "text",
    version: "text or number",
    container: "text",
    entrypoint: "list or text",
    inputs: "list",
    outputs: "list",
    ui: "list",
  });
}

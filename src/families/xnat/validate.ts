import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that the Container Service asks for; no schema of it is published. */
export function validateXnat(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, { name: "text", image: "text", "command-line": "text" });
}

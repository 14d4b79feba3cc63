import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** https://biotoolsschema.readthedocs.io: the attributes that a record must have. */
export function validateBiotools(document: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(document.root, { name: "text", description: "text", homepage: "text" });
}

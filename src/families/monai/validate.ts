import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { memberOf } from "../hostile-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";

/** The fields that the packager of MONAI Deploy asks for; no schema of it is published. */
export function validateMonai(document: ManifestDocument): SchemaFault[] {
  const fields = { title: "text", version: "text or number", inputFormats: "list", outputFormats: "list" } as const;
  return requiredFieldFaults(memberOf(document.root, "application"), fields, "/application");
}

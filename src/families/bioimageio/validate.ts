import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { memberOf } from "../hostile-value.ts";
import { requiredFieldFaults } from "../required-fields.ts";

const FIELDS = { format_version: "text or number", name: "text", type: "text", description: "text" } as const;
const FIELDS_OF_MODELS = { ...FIELDS, inputs: "list", outputs: "list", weights: "list or map" } as const;

/**
 * The fields that every version of the specification asks for. Its JSON Schema is not used: it refuses most of the
 * specification's own examples, which are written in formats that are still accepted.
 */
export function validateBioimageio({ root }: ManifestDocument): SchemaFault[] {
  return requiredFieldFaults(root, memberOf(root, "type") === "model" ? FIELDS_OF_MODELS : FIELDS);
}

import descriptorSchema from "../../../schemas/third-party/boutiques/descriptor.schema.json" with { type: "json" };
import type { SchemaFault } from "../../model/evidence.ts";
import type { ManifestDocument } from "../../model/manifest-document.ts";
import { lazyValidator } from "../compile-schema.ts";
import { schemaFaultsOf } from "../schema-faults.ts";

const validator = lazyValidator(descriptorSchema, "draft-04");

/** Boutiques' own 0.5 schema, whatever version the descriptor says it has. */
export function validateBoutiques(document: ManifestDocument): SchemaFault[] {
  return schemaFaultsOf(validator(), document.root);
}
